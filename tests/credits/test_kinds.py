"""The catalogue of kinds: a school adds and renames its own."""

from datetime import date

import pytest
from django.urls import reverse

from apps.credits import drafting
from apps.credits.addresses import Total
from apps.credits.choices import Family
from apps.credits.models import EntryKind, RulePack
from apps.credits.rules.texts import read_pack
from apps.credits.wording import school_names
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme
from tests.credits.ledger import posting, settled
from tests.factories import kind_of

SCHEME = """
code: own
name: 考核办法
valid: {from: 2025-09-01}
requirements:
  - {code: reading, name: 读书会, measure: {where: {kinds: [other/读书会]}}, within: semester, at_least: 1}
"""
PACK = """
code: own
name: 学时办法
gives: hours
valid: {from: 2025-09-01}
rules:
  - {type: worth, where: {kinds: [other/读书会]}, from: [{gives: 1}]}
"""
LIST, CREATE = reverse("credits:entrykind_list"), reverse("credits:entrykind_create")


def edit(kind):
    return reverse("credits:entrykind_edit", args=[kind.pk])


def test_the_office_adds_a_kind(cast, browse):
    browse(cast.office).post(CREATE, {"family": "activity", "name": "  读书会 ", "position": "30"})
    made = EntryKind.objects.get(name="读书会")
    assert (made.school, made.family, made.code) == (cast.school, Family.ACTIVITY, "")


def test_a_name_is_used_once_in_a_family(cast, browse):
    client = browse(cast.office)
    response = client.post(CREATE, {"family": "activity", "name": "专题讲座", "position": "1"})
    assert list(response.context["form"].errors) == ["name"]
    assert client.post(CREATE, {"family": "work", "name": "专题讲座", "position": "1"}).status_code == 302


def test_a_kind_in_use_is_renamed_but_stays_in_its_family(cast, browse):
    own = EntryKind.objects.create(school=cast.school, family=Family.ACTIVITY, name="读书会")
    client = browse(cast.office)
    assert client.post(edit(own), {"family": "work", "name": "读书会", "position": "1"}).status_code == 302
    settled(cast, posting(cast, kind_id=own.pk))
    response = client.post(edit(own), {"family": "activity", "name": "读书会", "position": "1"})
    assert list(response.context["form"].errors) == ["family"]
    assert client.post(edit(own), {"family": "work", "name": "共读", "position": "1"}).status_code == 302
    own.refresh_from_db()
    assert own.name == "共读"


def test_a_standard_kind_may_be_renamed_not_moved(cast, browse):
    lecture = kind_of(cast.school, Family.ACTIVITY, "lecture")
    client = browse(cast.office)
    response = client.post(edit(lecture), {"family": "work", "name": "讲座", "position": "0"})
    assert list(response.context["form"].errors) == ["family"]
    client.post(edit(lecture), {"family": "activity", "name": "讲座", "position": "0"})
    lecture.refresh_from_db()
    assert (lecture.name, lecture.code) == ("讲座", "lecture")


def test_the_list_says_how_often_a_kind_was_used_and_opens_to_it(cast, browse):
    lecture = kind_of(cast.school, Family.ACTIVITY, "lecture")
    settled(cast, posting(cast), posting(cast, "activities.attendance:2"))
    settled(cast, keys=["activities.attendance:2"])
    text = browse(cast.office).get(LIST, {"q": "讲座"}).content.decode()
    opens = Total("count", cast.semester.pk, kind=lecture.pk).url.replace("&", "&amp;")
    assert f'{opens}">1</a>' in text


def test_filters(cast, browse):
    response = browse(cast.office).get(LIST, {"family": "work"})
    assert {row.record.family for row in response.context["table"].rows} == {"work"}


@pytest.mark.parametrize(("role", "sees_use"), [("teacher", False), ("principal", True)])
def test_others_look_but_do_not_write(cast, browse, role, sees_use):
    client = browse(getattr(cast, role))
    response = client.get(LIST)
    assert response.status_code == 200
    assert ("used" in [column.name for column in response.context["table"].columns]) == sees_use
    lecture = kind_of(cast.school, Family.ACTIVITY, "lecture")
    assert edit(lecture) not in response.content.decode()
    assert client.get(edit(lecture)).status_code == 403
    assert client.get(CREATE).status_code == 403


def test_a_kind_of_another_school_is_not_found(cast, browse):
    assert (
        browse(cast.office).get(edit(kind_of(cast.stranger.school, Family.WORK, "paper"))).status_code == 404
    )


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_needs_the_same_queries_for_one_row_and_for_three(
    cast, browse, many, django_assert_num_queries
):
    EntryKind.objects.filter(school=cast.school, family=Family.OTHER).delete()
    for n in range(many):
        EntryKind.objects.create(school=cast.school, family=Family.OTHER, name=f"自设{n}")
    client = browse(cast.office)
    client.get(LIST)
    with django_assert_num_queries(8):
        assert len(client.get(LIST, {"family": "other"}).context["table"].rows) == many


@pytest.mark.parametrize(
    ("model", "read", "text"), [(Scheme, read_scheme, SCHEME), (RulePack, read_pack, PACK)]
)
def test_a_kind_a_published_document_speaks_of_keeps_its_name(cast, browse, model, read, text):
    reading = EntryKind.objects.create(school=cast.school, family=Family.OTHER, name="读书会")
    draft = drafting.begin_from(model, read(text, school_names(cast.school.pk)), school=cast.school)
    renamed = {"family": "other", "name": "共读", "position": "1"}
    drafting.publish(draft, first=date(2025, 9, 1), actor=cast.office.user)
    response = browse(cast.office).post(edit(reading), renamed)
    assert list(response.context["form"].errors) == ["name"]
    reading.refresh_from_db()
    assert reading.name == "读书会"


def test_a_kind_only_a_draft_speaks_of_may_be_renamed(cast, browse):
    reading = EntryKind.objects.create(school=cast.school, family=Family.OTHER, name="读书会")
    drafting.begin_from(Scheme, read_scheme(SCHEME, school_names(cast.school.pk)), school=cast.school)
    browse(cast.office).post(edit(reading), {"family": "other", "name": "共读", "position": "1"})
    reading.refresh_from_db()
    assert reading.name == "共读"
