"""Writing a scheme of requirements in the browser."""

import pytest
from django.urls import reverse

from apps.credits import drafting
from apps.credits.models import RulePack
from apps.credits.services import open_catalogue
from apps.credits.wording import read
from apps.requirements.models import Scheme
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.sentences import sentences

OBSERVATIONS = {
    "name": "听课", "block": ["who", "measure", "measure.where", "of_which.0.where"], "who.of": "staff",
    "on": ["who.age_under", "of_which"], "who.age_under": "40", "measure.quantity": "count", "measure.unit": "节",
    "measure.where.kinds": "observation", "within": "semester", "at_least": "16", "row": "of_which.0",
    "of_which.0.where.kinds": "observation/research", "of_which.0.at_least": "3",
}  # fmt: skip


@pytest.fixture
def office(cast, browse):
    open_catalogue(cast.school)
    return browse(cast.office)


@pytest.fixture
def scheme(cast, office):
    head = {"code": "own", "name": "本校方案", "valid": {"from": "2025-09-01"}}
    return drafting.begin(Scheme, school=cast.school, data=head, actor=cast.office.user)


def said(scheme) -> list[str]:
    draft = read(scheme)
    return sentences(draft.value, draft.names)


@pytest.mark.parametrize("name", preset_schemes())
def test_every_ready_scheme_becomes_rows_that_may_be_used(office, cast, name):
    office.post(reverse("requirements:scheme_preset", args=[name]))
    made = Scheme.objects.get(school=cast.school)
    assert read(made).problems == []
    assert made.rows.count() == len(preset_scheme(name).requirements)


@pytest.mark.parametrize(
    ("stem", "name", "unit"),
    [("credits:rulepack", "county-hours", "学时"), ("credits:rulepack", "city-36-credits", "学分"),
     ("requirements:scheme", "township", None)],
)  # fmt: skip
def test_a_pack_says_what_it_counts_in_and_a_scheme_gives_nothing(office, stem, name, unit):
    ready = office.get(reverse(f"{stem}_choose")).context["presets"]
    assert [one["unit"] for one in ready if one["value"].code == name] == [unit or ""]
    detail = office.post(reverse(f"{stem}_preset", args=[name]), follow=True)
    assert dict(detail.context["fields"]).get("计量单位") == unit
    publish = office.get(detail.redirect_chain[-1][0] + "publish/")
    assert publish.context["counts"] == (unit is not None)


@pytest.mark.parametrize(
    ("stem", "name"), [("credits:rulepack", "county-hours"), ("requirements:scheme", "township")]
)
def test_a_day_before_the_one_the_draft_says_is_asked_about_once_more(office, stem, name):
    """The ready ones say 1 September 2020."""
    detail = office.post(reverse(f"{stem}_preset", args=[name]), follow=True)
    own = detail.context["object"]
    url, day = reverse(f"{stem}_publish", args=[own.pk]), own.valid_from.replace(year=own.valid_from.year - 3)
    assert "earlier" not in office.get(url).context["form"].fields
    refused = office.post(url, {"first": day.isoformat()})
    assert (refused.status_code, "早于草稿写的" in refused.content.decode()) == (422, True)
    own.refresh_from_db()
    assert own.is_draft
    office.post(url, {"first": day.isoformat(), "earlier": "on"})
    own.refresh_from_db()
    assert (own.is_draft, own.valid_from) == (False, day)


def test_a_requirement_is_written_and_said_without_a_code(office, scheme):
    office.post(reverse("requirements:scheme_row_create", args=[scheme.pk]), OBSERVATIONS)
    assert said(scheme) == ["未满40周岁的教职工每学期听课至少16节；其中研究课至少3节。"]
    assert scheme.rows.get().code == "item-1"


def test_a_requirement_that_asks_for_nothing_is_told_so(office, scheme):
    sent = {"name": "听课", "block": ["who", "measure"], "who.of": "staff", "within": "semester"}
    page = office.post(reverse("requirements:scheme_row_create", args=[scheme.pk]), sent)
    assert page.status_code == 422
    assert "请写明要求多少。" in page.content.decode()


def test_what_is_wrong_only_together_with_other_requirements_is_said_at_its_field(office, scheme):
    url = reverse("requirements:scheme_row_create", args=[scheme.pk])
    office.post(url, OBSERVATIONS)
    filled = OBSERVATIONS | {"name": "评课", "on": ["fills"], "row": "fills.0", "fills.0.from": "item-1"}
    office.post(url, filled)
    first = scheme.rows.get(code="item-1")
    edit = reverse("requirements:requirement_edit", args=[first.pk])
    seen = office.get(edit).content.decode().split('name="seen" value="')[1].split('"')[0]
    circle = OBSERVATIONS | {"on": ["fills"], "row": "fills.0", "fills.0.from": "item-2", "seen": seen}
    page = office.post(edit, circle)
    assert page.status_code == 422
    told = page.content.decode().split('id="f-fills-0-from-error"')[1].split("</p>")[0]
    assert "互相替代成了圈：听课 → 评课 → 听课" in told


def test_a_scheme_asks_by_the_categories_packs_of_the_school_file_work_under(office, cast, scheme):
    office.post(reverse("credits:rulepack_preset", args=["city-36-credits"]))
    filed = RulePack.objects.get(school=cast.school).names["category"]
    code, word = next(iter(filed.items()))
    sent = {
        "name": "学分结构", "block": ["who", "measure", "matrix"], "who.of": "staff", "measure.quantity": "credits",
        "within": "school_year", "on": "matrix", "matrix.rows": "category", f"matrix.at_least::{code}::all": "8",
    }  # fmt: skip
    office.post(reverse("requirements:scheme_row_create", args=[scheme.pk]), sent)
    scheme.refresh_from_db()
    assert scheme.names["category"] == {code: word}
    assert word in said(scheme)[0]


def test_publishing_a_scheme_makes_the_kinds_it_asks_for(office, cast):
    office.post(reverse("requirements:scheme_preset", args=["central-primary"]))
    made = Scheme.objects.get(school=cast.school)
    office.post(reverse("requirements:scheme_publish", args=[made.pk]), {"first": "2025-09-01"})
    made.refresh_from_db()
    assert made.state == "published"
    assert read(made).problems == []
    assert "other/教案检查" in made.names["kind"]
