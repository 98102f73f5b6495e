"""Random schemes and random entries of a ledger, in which every kind of condition and of work comes up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from apps.credits.rules.calendars import Cycle
from apps.credits.rules.facts import Fact
from apps.credits.rules.packs import Validity
from apps.credits.rules.people import Who
from apps.credits.rules.where import Where
from apps.requirements.rules.checks import problems
from apps.requirements.rules.schemes import (
    Case,
    Fill,
    Matrix,
    Measure,
    Members,
    Offset,
    Portion,
    Requirement,
    Scheme,
)

KINDS = (
    "activity/lecture", "activity/group", "observation/research", "observation/drop_in", "work/paper",
    "activity/自办", "other/mentoring",
)  # fmt: skip
# What a scheme may call the school's own kind 自办.
OWN = ("activity/own", "activity/own2")
FAMILIES = ("activity", "observation", "work")
SOME_DAY, VALID = date(2025, 9, 1), Validity(first=date(2020, 1, 1))
MATRICES = (
    Matrix(rows="level", at_least=(("county", (("all", Decimal(2)),)), ("province", (("all", Decimal(1)),)))),
    Matrix(
        rows="kind", columns="level",
        at_least=(("activity/lecture", (("all", Decimal(2)), ("county", Decimal(1)))),),
    ),
    Matrix(rows="category", columns="attendance", at_least=(("pro", (("present", Decimal(2)),)),)),
    Matrix(rows="part", columns="place", at_least=(("speaker", (("inside", Decimal(2)),)),)),
)  # fmt: skip
PORTIONS = (
    {"at_least": Decimal(1)}, {"share_at_least": Fraction(1, 2)}, {"share_at_least": Fraction(1, 2), "of": "done"},
    {"at_most": Decimal(3)}, {"share_at_most": Fraction(1, 3)}, {"counts": Fraction(1, 2)},
)  # fmt: skip
# What turns a requirement the checks refuse into one they let pass.
PLAINER = ({"each": "", "due_week": None}, {"of_which": (), "matrix": None}, {"at_most": None})


def rarely(strategy, otherwise, chance=6):
    return st.integers(0, chance).flatmap(lambda n: strategy if n == chance else st.just(otherwise))


def half(strategy, otherwise):
    return st.just(otherwise) | strategy


def some(*values):
    return st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=2).map(tuple)


def whos(of=None, deep=True):
    other = rarely(whos(deep=False), None) if deep else st.none()
    return st.builds(
        Who, of=st.just(of) if of else st.sampled_from(["staff", "staff", "groups", "school"]),
        posts=rarely(some("teacher", "principal"), ()), groups=rarely(st.just(("数学组",)), ()),
        age_under=rarely(st.just(40), None), years_from=rarely(st.just(5), None), other_than=other, or_else=other,
    )  # fmt: skip


def wheres(deep=True):
    def now_and_then(strategy, otherwise):
        return rarely(strategy, otherwise, 20)

    return st.builds(
        Where, kinds=rarely(some(*KINDS, *OWN, *FAMILIES), (), 2),
        categories=now_and_then(some("pro", "ethics"), ()), levels=now_and_then(some("school", "county"), ()),
        level_from=now_and_then(st.just("county"), ""), parts=now_and_then(some("speaker"), ()),
        places=now_and_then(some("inside", "outside"), ()), attendance=now_and_then(some("present", "late"), ()),
        labels=now_and_then(some("master", "x"), ()), without=now_and_then(some("master"), ()),
        evidence=now_and_then(some("minutes", "sign_in"), ()), stamps=now_and_then(some("office"), ()),
        stamps_before=now_and_then(some("office"), ()), characters_from=now_and_then(st.just(1000), None),
        minutes_from=now_and_then(st.just(60), None), hours_from=now_and_then(st.just(Decimal(2)), None),
        score_from=now_and_then(st.just(Decimal(80)), None), signed=now_and_then(st.booleans(), None),
        attended_from=now_and_then(st.just(Fraction(1, 2)), None), weekdays=now_and_then(some("mon", "tue"), ()),
        first=now_and_then(st.just(date(2025, 10, 1)), None), last=now_and_then(st.just(date(2025, 11, 9)), None),
        who=now_and_then(whos(), None), other_than=now_and_then(wheres(deep=False), None) if deep else st.none(),
    )  # fmt: skip


measures = st.builds(
    Measure, where=wheres(), distinct=rarely(st.sampled_from(["content", "session", "course"]), ""),
    quantity=st.sampled_from(
        ["hours", "hours", "count", "count", "credits", "characters", "minutes", "score", "cover"]
    ),
)  # fmt: skip
portions = st.builds(
    lambda where, said: Portion(where=where, **said), wheres(), st.sampled_from(PORTIONS)
)  # fmt: skip
offsets = st.builds(
    Offset, measure=measures, per=st.just(Decimal(2)), at_most=st.sampled_from([None, Decimal(3)])
)
requirements = st.builds(
    Requirement, code=st.just("r"), name=st.just("要求"), measure=measures, aside=st.booleans(),
    who=st.builds(Who, of=st.sampled_from(["staff", "staff", "groups"])) | whos(),
    within=st.sampled_from(["semester", "semester", "school_year", "calendar_year", "cycle"]),
    each=st.sampled_from(["", "", "week", "fortnight", "month"]), at_least=st.integers(1, 9).map(Decimal),
    at_most=rarely(st.just(Decimal(10)), None), over=st.sampled_from(["ignored", "breach"]),
    cases=rarely(st.tuples(st.builds(Case, who=whos(of="staff"), at_least=st.just(Decimal(4)))), ()),
    of_which=rarely(st.lists(portions, min_size=1, max_size=2).map(tuple), (), 3),
    matrix=rarely(st.sampled_from(MATRICES), None), offsets=rarely(st.tuples(offsets), ()),
    due_week=rarely(st.integers(3, 15), None), due_on=st.sampled_from(["end", "end", "10-20"]),
    pro_rata=st.sampled_from(["days", "months", "none"]),
)  # fmt: skip


@st.composite
def schemes(draw, code: str) -> Scheme:
    """A scheme of up to three requirements, those of them that pass the checks, and perhaps a name for a kind."""
    found: list[Requirement] = []
    cycle = Cycle(years=draw(st.integers(1, 3)), starts=date(2024, 1, 1), personal=draw(st.booleans()))
    for n in range(draw(st.integers(1, 3))):
        one = replace(draw(requirements), code=f"r{n}")
        if found and draw(st.integers(0, 4)) == 0:
            one = replace(one, fills=(Fill(source="r0", per=Decimal(1), gives=Decimal(1)),))
        if found and draw(st.integers(0, 4)) == 0:
            one = replace(one, who=Who(of="groups"), members=Members(meet="r0", share=Fraction(1, 2)))
        for plainer in ({}, *PLAINER):
            one = replace(one, **plainer)
            made = Scheme(code=code, name="试", valid=VALID, requirements=(*found, one), cycle=cycle)
            if not problems(made):
                found.append(one)
                break
    named = draw(st.sampled_from([(), *((("kind", ((code, "自办"),)),) for code in OWN)]))
    return Scheme(code=code, name="试", valid=VALID, requirements=tuple(found), names=named, cycle=cycle)


days = st.integers(0, 100).map(lambda n: SOME_DAY + timedelta(days=n)) | st.integers(0, 800).map(
    lambda n: SOME_DAY - timedelta(days=n)
)
facts = st.builds(
    Fact, key=st.just(""), holder=st.just(""), kind=st.sampled_from([*KINDS, "activity"]), date=days,
    until=half(st.just(date(2026, 3, 1)), None), minutes=half(st.sampled_from([40, 90]), 0),
    breaks=half(st.just(10), 0), hours=half(st.sampled_from([Decimal("1.5"), Decimal(3)]), None),
    count=st.sampled_from([1, 1, 1, 2]),
    characters=half(st.sampled_from([500, 1500]), 0), scores=half(st.just((Decimal(70), Decimal(95))), ()),
    level=half(st.sampled_from(["school", "county", "province"]), ""), part=half(st.just("speaker"), ""),
    place=half(st.sampled_from(["inside", "outside"]), ""),
    attendance=half(st.sampled_from(["present", "late", "leave", "absent"]), ""),
    attended_minutes=half(st.sampled_from([20, 60]), None), roll_calls=half(st.just(2), 0),
    signatures=half(st.sampled_from([1, 2]), 0), evidence=half(st.just(frozenset({"minutes", "sign_in"})), frozenset()),
    stamps=half(st.just({"office": date(2025, 9, 20)}), {}), aside=rarely(st.just(True), False),
    labels=half(st.sampled_from([frozenset({"master"}), frozenset({"x"})]), frozenset()),
    content=half(st.sampled_from(["a", "b"]), ""), session=half(st.just("s"), ""), course=half(st.just("c"), ""),
    category=half(st.sampled_from(["pro", "ethics"]), ""),
)  # fmt: skip
# What a record says by now of work that was entered with something else.
LATER = (
    {"evidence": frozenset({"sign_in", "minutes"}), "minutes": 80}, {"content": "a", "scores": (Decimal(90),)},
    {"until": date(2026, 2, 1), "roll_calls": 2, "signatures": 2, "attended_minutes": 30},
)  # fmt: skip
amounts = st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("1.5"), Decimal(2), Decimal(-1)])
# Whose it is (a place in a list), the work, its amounts, why it was stopped, whether the entry keeps it, whether rules
# took it for that kind, what its record says later.
entries = st.tuples(
    st.integers(0, 4), facts, st.tuples(amounts, amounts, amounts),
    rarely(st.sampled_from(["away", "need", "zero"]), "", 4), rarely(st.just(False), True),
    rarely(st.just(True), False), rarely(st.sampled_from(LATER), None, 2),
)  # fmt: skip
ledgers = st.lists(entries, min_size=8, max_size=40)
