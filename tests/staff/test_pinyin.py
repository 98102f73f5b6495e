import pytest

from apps.staff.models import StaffMember
from apps.staff.pinyin import LENGTH, search_text, syllables
from tests.factories import StaffFactory

ODD_SURNAMES = [
    ("单雄一", "sxy", "shanxiongyi"), ("曾国安", "zga", "zengguoan"), ("仇英杰", "qyj", "qiuyingjie"),
    ("解文清", "xwq", "xiewenqing"), ("区少华", "osh", "oushaohua"), ("查良言", "zly", "zhaliangyan"),
    ("朴正南", "pzn", "piaozhengnan"), ("盖聂之", "gnz", "geniezhi"), ("尉迟恭", "ycg", "yuchigong"),
    ("万俟雪", "mqx", "moqixue"), ("令狐冲之", "lhcz", "linghuchongzhi"), ("欧阳婧", "oyj", "ouyangjing"),
    ("长孙皓", "zsh", "zhangsunhao"), ("缪小荣", "mxr", "miaoxiaorong"), ("薄一新", "byx", "boyixin"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "initials", "full"), ODD_SURNAMES)
def test_a_surname_with_an_odd_reading_is_found_by_initials_and_by_full_pinyin(db, name, initials, full):
    member = StaffFactory(name=name, number="T900")
    StaffFactory(school=member.school, name="张伟", number="T901")
    for typed in (initials, full, full.upper(), name, "t900"):
        assert list(StaffMember.objects.search(typed)) == [member], typed


def test_a_surname_character_inside_a_given_name_keeps_its_common_reading():
    assert syllables("李解放") == ["li", "jie", "fang"]
    assert syllables("王朴") == ["wang", "pu"]
    assert syllables("张单") == ["zhang", "dan"]


def test_a_character_that_people_read_in_two_ways_is_found_by_both(db):
    member = StaffFactory(name="李曾", number="T900")
    assert syllables("李曾")[0] == "li"
    for typed in ("liceng", "lizeng", "lc", "lz"):
        assert list(StaffMember.objects.search(typed)) == [member], typed


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [("王䶮", "wy", "wangyan"), ("刘㛃", "lj", "liujie"), ("吴𬭚", "wc", "wuchun")],
)
def test_rare_characters_are_read(name, initials, full):
    assert {initials, full} <= set(search_text(name, "T1").split())


@pytest.mark.parametrize(
    "typed", ["阿依古丽·买买提", "阿依古丽买买提", "阿依古丽•买买提", "ayiguli", "maimaiti", "ayglmmt"]
)
def test_the_dot_inside_a_name_is_no_hindrance(db, typed):
    member = StaffFactory(name="阿依古丽·买买提", number="T900")
    assert list(StaffMember.objects.search(typed)) == [member]


def test_every_word_typed_must_fit_and_full_width_letters_are_understood(db):
    member = StaffFactory(name="欧阳婧", number="T900")
    StaffFactory(school=member.school, name="欧阳明", number="T901")
    assert list(StaffMember.objects.search("ｏｙ　jing")) == [member]
    assert list(StaffMember.objects.search("oy t901 jing")) == []


def test_a_percent_sign_is_only_a_character(db):
    StaffFactory(name="欧阳婧", number="T900")
    assert list(StaffMember.objects.search("%")) == []


def test_the_longest_name_fits_into_the_column(db):
    member = StaffFactory(name="阿" * 60, number="T" * 20)
    assert len(member.search_text) <= LENGTH
    assert list(StaffMember.objects.search("t" * 20)) == [member]
