import pytest

from apps.core.text import nest_quotes


@pytest.mark.parametrize(
    ("said", "set_in_chinese"),
    [
        ("教案“复习“圆的面积””已通过。", "教案“复习‘圆的面积’”已通过。"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("“读“书”与“人””", "“读‘书’与‘人’”"),
        ("“甲“乙“丙”””", "“甲‘乙“丙”’”"),
        ("没有引号", "没有引号"),
        ("不成对的“一个", "不成对的“一个"),
        ("先关”后开“", "先关”后开“"),
    ],
)
def test_quotes_inside_quotes_are_single(said, set_in_chinese):
    assert nest_quotes(said) == set_in_chinese
