import pytest
from django import forms
from django.utils.translation import gettext, override

from apps.core.wording import SAID


class Sheet(forms.Form):
    title = forms.CharField(max_length=3)
    hours = forms.DecimalField(max_value=8, decimal_places=1)
    day = forms.DateField()


@pytest.mark.parametrize("words", [one for one in SAID if isinstance(one, str)])
def test_what_django_says_is_said_in_words_of_ours(words):
    with override("zh-hans"):
        said = gettext(words)
    assert said != words
    assert "有效的" not in said
    assert "字段" not in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ["请填写这一项。", "请填写这一项。", "请填写这一项。"]),
        (
            {"title": "四个汉字", "hours": "9", "day": "昨天"},
            ["最多 3 个字，现在有 4 个，请删去一些。", "不能大于 8。", "请选一个日期，如 2026-09-01。"],
        ),
        ({"title": "课", "hours": "1.25", "day": "2026-09-01"}, ["小数最多 1 位。"]),
    ],
)
def test_a_form_asks_in_plain_words(given, said):
    with override("zh-hans"):
        assert [text for errors in Sheet(given).errors.values() for text in errors] == said
