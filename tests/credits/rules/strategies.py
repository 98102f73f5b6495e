"""Random work and random packs."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from apps.credits.rules import verbs
from apps.credits.rules.calendars import PERIODS, Cycle
from apps.credits.rules.facts import Fact
from apps.credits.rules.numbers import MODES
from apps.credits.rules.packs import Pack, Validity
from apps.credits.rules.where import ANY, Where

KINDS = ["activity/lecture", "activity/group", "observation/research", "work/paper"]
STATES = ["", "present", "late", "absent", "leave"]
LEVELS = ["", "school", "county", "province"]
amounts = st.integers(0, 2000).map(lambda n: Decimal(n) / 100)
above_zero = st.integers(1, 2000).map(lambda n: Decimal(n) / 100)
shares = st.fractions(0, 1, max_denominator=12)
periods = st.sampled_from(list(PERIODS))


@st.composite
def works(draw, least=0, most=9) -> list[Fact]:
    """Work of one holder, with different keys."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, min_size=least, max_size=most))
    return [draw(one_work(number)) for number in numbers]


def one_work(number: int):
    return st.builds(
        Fact, key=st.just(f"k:{number:02}"), holder=st.just("member:1"), kind=st.sampled_from(KINDS),
        date=st.integers(0, 420).map(lambda n: date(2025, 8, 1) + timedelta(days=n)),
        minutes=st.integers(0, 200), hours=st.none() | amounts, count=st.integers(1, 3),
        characters=st.integers(0, 6000), level=st.sampled_from(LEVELS), part=st.sampled_from(["", "speaker"]),
        place=st.sampled_from(["", "inside"]), attendance=st.sampled_from(STATES),
        content=st.sampled_from(["", "a", "b"]), session=st.sampled_from(["", "s", "t"]),
        evidence=st.sampled_from([frozenset(), frozenset({"script"})]),
    )  # fmt: skip


wheres = st.just(ANY) | st.builds(
    Where,
    kinds=st.just(()) | st.lists(st.sampled_from([*KINDS, "activity"]), unique=True, min_size=1).map(tuple),
    places=st.sampled_from([(), ("inside",)]),
    characters_from=st.none() | st.integers(1, 3000),
)
tables = st.tuples(amounts, amounts).map(lambda two: (("county", two[0]), ("province", two[1])))
readings = st.sampled_from([verbs.TakenFor(level="city"), verbs.TakenFor(place="inside")])
steps = st.sampled_from([Decimal("0.5"), Decimal(1)])
quantities = st.sampled_from(["minutes", "hours", "count", "characters"])
sources = st.one_of(
    st.builds(verbs.Source, of=quantities, per=above_zero, gives=amounts),
    st.builds(verbs.Source, by=st.just("level"), table=tables),
)
worths = st.builds(verbs.Worth, where=wheres, sources=st.lists(sources, min_size=1, max_size=2).map(tuple))
tiers = st.builds(
    lambda where, per, up_to, a, b: verbs.Tiers(
        where=where, per=per, tiers=(verbs.Tier(up_to=up_to, each=a), verbs.Tier(each=b))
    ),
    wheres, periods, above_zero, amounts, amounts,
)  # fmt: skip
reaches = st.builds(
    lambda where, per, at, gives: verbs.Reach(where=where, per=per, rungs=(verbs.Rung(at=at, gives=gives),)),
    wheres, periods, above_zero, above_zero,
)  # fmt: skip
caps = st.builds(verbs.Cap, where=wheres, at_most=amounts, per=periods)
others = st.one_of(
    st.builds(verbs.Convert, where=wheres, hours=above_zero, gives=above_zero),
    st.builds(verbs.Multiply, where=wheres, factor=amounts),
    st.builds(verbs.Round, where=wheres, to=steps, mode=st.sampled_from(list(MODES)), per=periods),
    st.builds(verbs.Need, where=wheres, has=st.just(Where(evidence=("script",)))),
    st.builds(verbs.Once, where=wheres, keep=st.sampled_from(["level", "value"])),
    st.builds(
        verbs.Zero, where=wheres, per=periods, when=st.just((verbs.Trigger(attendance=("absent",), times=2),))
    ),
    st.builds(verbs.CountPart, where=wheres, share=shares),
    st.builds(verbs.Deduct, where=wheres, per=periods, amount=above_zero),
    st.builds(verbs.Treat, where=wheres, to=readings),
)


@st.composite
def packs(draw, extra=others) -> Pack:
    """A pack that passes its checks."""
    valuing = draw(st.lists(worths | tiers | reaches, min_size=1, max_size=3))
    rules = [*valuing, *draw(st.lists(caps, max_size=3)), *draw(st.lists(extra, max_size=4))]
    pack = Pack(
        code="p", name="试用", valid=Validity(first=date(2025, 1, 1)), rules=tuple(draw(st.permutations(rules))),
        cycle=Cycle(years=5, starts=date(2021, 1, 1)),
    )  # fmt: skip
    return pack.all_coded()


@st.composite
def crowded(draw, extra=2) -> Pack:
    """A pack under whose caps work comes together: everything is worth something, the caps are shared and long."""
    wide = st.builds(
        verbs.Cap, where=st.just(ANY) | st.just(Where(kinds=("activity",))), at_most=st.integers(4, 16).map(Decimal),
        per=st.sampled_from(["month", "semester", "school_year", "calendar_year", "cycle", "ever"]),
    )  # fmt: skip
    each = Decimal(draw(st.integers(1, 4)))
    worth = verbs.Worth(sources=(verbs.Source(of="count", gives=each),))
    rules = (worth, *draw(st.lists(wide, min_size=1, max_size=3)), *draw(st.lists(others, max_size=extra)))
    pack = Pack(
        code="p", name="试用", valid=Validity(first=date(2025, 1, 1)), rules=rules,
        cycle=Cycle(years=5, starts=date(2021, 1, 1)),
    )  # fmt: skip
    return pack.all_coded()
