"""How long a text is."""

import pytest

from apps.core.text import count_characters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("  \n\u3000 ", 0), ("分数", 2), ("分数。", 3), ("“要一样多。”", 7), ("Unit 5 Dinner's ready", 4),
        ("2025年9月1日", 6), ("第3课 圆的周长", 7), ("王䶮 𬭚", 3), ("（一）A，B", 6), ("a,b c", 2), ("——……", 4),
    ],
)  # fmt: skip
def test_a_chinese_character_or_mark_is_one_and_so_is_a_run_of_others(text, count):
    assert count_characters(text) == count
