"""Whatever a scheme asks and whatever the ledger holds: figures read leanly are those of the whole work."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.credits.choices import ProposalState
from apps.credits.models import EntryKind, Proposal
from apps.credits.postings import Posting
from apps.credits.rules.keeping import kept, rest
from apps.credits.services import settle
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.lines import lines_of, standing_work
from tests import factories
from tests.requirements.drawing import ledgers, schemes
from tests.requirements.test_figures import TODAY, figures

some = settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@pytest.fixture
def holders(cast):
    """People who come, leave and have a cycle of their own, and two groups; two semesters and a kind of one's own."""
    factories.SemesterFactory(
        school=cast.school,
        year=cast.semester.year,
        term=2,
        starts_on=date(2026, 2, 23),
        ends_on=date(2026, 7, 3),
    )
    EntryKind.objects.create(school=cast.school, family="activity", name="自办")
    for member, told in (
        (cast.teacher, {"cycle_starts_on": date(2024, 3, 15), "born_on": date(1990, 1, 1)}),
        (cast.colleague, {"entered_on": date(2025, 10, 10), "joined_on": date(2025, 2, 1)}),
        (cast.leader, {"left_on": date(2025, 11, 3)}),
    ):
        type(member).objects.filter(pk=member.pk).update(**told)
    other = factories.GroupFactory(school=cast.school, name="语文组", started_on=date(2025, 10, 5))
    factories.MembershipFactory(group=other, member=cast.colleague, started_on=date(2025, 10, 15))
    people = [{"member_id": m.pk} for m in (cast.teacher, cast.colleague, cast.leader)]
    return [*people, {"group_id": cast.group.pk}, {"group_id": other.pk}]


def enter(cast, holders, ledger):
    """Post the drawn work as it is, take the first piece back, and keep what records say of some of it by now."""
    kinds = {
        f"{kind.family}/{kind.code or kind.name}": kind
        for kind in EntryKind.objects.filter(school=cast.school)
    }
    postings, later = [], []
    for n, (place, fact, units, stop, keeps, treated, said) in enumerate(ledger):
        holder, paper = holders[place], kinds["work/paper"]
        kind = paper if treated else kinds.get(fact.kind, paper)
        counts = not stop and min(units) >= 0
        explanation = {"rule": "r v1", "steps": []}
        if keeps:
            explanation |= {"fact": kept(fact)} | ({"stopped": stop} if stop else {})
        postings.append(
            Posting(
                source_key=f"drawn.work:{n}", kind_id=kind.pk, date=fact.date, title="", hours=units[0],
                credits=units[1], points=units[2], count=fact.count if counts else 0,
                characters=fact.characters if counts else 0,
                level=fact.level, role=fact.part, category=fact.category, explanation=explanation, **holder,
            )
        )  # fmt: skip
        if said is not None:
            later.append(
                Proposal(
                    school=cast.school, semester=cast.semester, kind=kind, source_key=f"drawn.work:{n}", date=fact.date,
                    title="", fact=rest(replace(fact, **said)), state=ProposalState.WAITING, **holder,
                )
            )  # fmt: skip
    settle(semester=cast.semester, source_keys=[], postings=postings, reason="", actor=None)
    settle(semester=cast.semester, source_keys=["drawn.work:0"], postings=[], reason="核对", actor=None)
    Proposal.objects.bulk_create(later)


@some
@given(scheme=schemes("s"), second=st.none() | schemes("z"), ledger=ledgers)
def test_figures_are_those_of_the_whole_work_for_any_scheme_and_ledger(cast, holders, scheme, second, ledger):
    chosen = [one for one in (scheme, second) if one is not None]
    with transaction.atomic():
        enter(cast, holders, ledger)
        asked = {"today": TODAY, "schemes": chosen}
        whole = evaluate(cast.semester, **asked, ledger=everything)
        close = evaluate(cast.semester, **asked)
        bare = evaluate(cast.semester, **asked, details=False, ahead=True)
        transaction.set_rollback(True)
    assert said(bare) == said(close) == said(whole)


def everything(school_id, first, last, own, whom):
    """The ledger read without asking what any requirement looks at."""
    return lines_of(standing_work(school_id, first, last, whom), own)


def said(found):
    return [(a.holder.key, figures(a), a.forecast) for a in found.answers]
