"""Which work a rule means: conditions on one piece of work, all of them together."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import Window
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.numbers import share_spoken, spoken
from apps.credits.rules.people import Who, who_said
from apps.credits.rules.schema import Amount, Choice, Day, Flag, Many, Part, Share, Whole, Word, item
from apps.credits.rules.words import Names, level_rank

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def words(name: str):
    return item(Many(Word(name)), ())


@dataclass(frozen=True, kw_only=True)
class Where:
    """Conditions on work. Within a list of kinds, levels, parts … any is enough; evidence and stamps are needed all.

    A kind is ``family/code``, or a family alone for all its kinds. ``stamps_before`` must have been given on the day
    of the work or earlier. ``attended_from`` is the share of the time one was there.
    """

    kinds: tuple[str, ...] = words("kind")
    categories: tuple[str, ...] = words("category")
    levels: tuple[str, ...] = words("level")
    level_from: str = item(Word("level"), "")
    parts: tuple[str, ...] = words("part")
    places: tuple[str, ...] = words("place")
    attendance: tuple[str, ...] = words("attendance")
    labels: tuple[str, ...] = words("label")
    without: tuple[str, ...] = words("label")
    evidence: tuple[str, ...] = words("evidence")
    stamps: tuple[str, ...] = words("stamp")
    stamps_before: tuple[str, ...] = words("stamp")
    characters_from: int | None = item(Whole(), None)
    minutes_from: int | None = item(Whole(), None)
    hours_from: Decimal | None = item(Amount(), None)
    score_from: Decimal | None = item(Amount(), None)
    attended_from: Fraction | None = item(Share(), None)
    signed: bool | None = item(Flag(), None)
    weekdays: tuple[str, ...] = item(Many(Choice(WEEKDAYS)), ())
    first: date | None = item(Day(), None)
    last: date | None = item(Day(), None)
    who: Who | None = item(Part(Who), None)
    other_than: "Where | None" = item(Part(lambda: Where), None)


ANY = Where()
OTHERWISE = "各项工作"
Test = Callable[[Fact, Holder | None], bool]


class Filter:
    """A Where made ready to ask: which conditions a piece of work does not meet, if any."""

    def __init__(self, where: Where):
        self.where = where
        # Whether it depends on who did the work.
        self.personal = where.who is not None
        self.tests: list[tuple[str, Test]] = [(name, test) for name, test in tests(where) if test is not None]
        if where.who is not None:
            self.tests.append(("who", _who_test(where.who)))
        if where.other_than is not None:
            other = Filter(where.other_than)
            self.personal = self.personal or other.personal
            self.tests.append(("other_than", lambda fact, holder: not other.fits(fact, holder)))

    def fits(self, fact: Fact, holder: Holder | None = None) -> bool:
        return all(test(fact, holder) for _name, test in self.tests)

    def misses(self, fact: Fact, holder: Holder | None = None) -> list[str]:
        """Names of the conditions the work does not meet."""
        return [name for name, test in self.tests if not test(fact, holder)]


def _who_test(who: Who) -> Test:
    def test(fact, holder):
        if holder is None:
            return False
        window = Window(fact.date, fact.date, fact.date)
        return who.fits(holder, fact.date, window) is True

    return test


def is_among(kind: str, kinds: Container[str]) -> bool:
    """Whether a kind is one of these, by itself or by its family."""
    return kind in kinds or kind.partition("/")[0] in kinds


def _among(wanted: tuple, name: str) -> Test | None:
    allowed = frozenset(wanted)
    return (lambda fact, _: getattr(fact, name) in allowed) if wanted else None


def _least(wanted, name: str) -> Test | None:
    return (lambda fact, _: (getattr(fact, name) or 0) >= wanted) if wanted is not None else None


def tests(where: Where) -> list[tuple[str, Test | None]]:
    """One test for each condition that is set, None for the others."""
    kinds, labels, without = frozenset(where.kinds), frozenset(where.labels), frozenset(where.without)
    rank, share, days = level_rank(where.level_from), where.attended_from, where.weekdays
    return [
        ("kinds", (lambda f, _: is_among(f.kind, kinds)) if kinds else None),
        ("categories", _among(where.categories, "category")),
        ("levels", _among(where.levels, "level")),
        ("level_from", (lambda f, _: level_rank(f.level) >= rank) if rank else None),
        ("parts", _among(where.parts, "part")),
        ("places", _among(where.places, "place")),
        ("attendance", _among(where.attendance, "attendance")),
        ("labels", (lambda f, _: not labels.isdisjoint(f.labels)) if labels else None),
        ("without", (lambda f, _: without.isdisjoint(f.labels)) if without else None),
        ("evidence", (lambda f, _: f.evidence.issuperset(where.evidence)) if where.evidence else None),
        ("stamps", (lambda f, _: all(s in f.stamps for s in where.stamps)) if where.stamps else None),
        ("stamps_before", _stamped_before(where.stamps_before)),
        ("characters_from", _least(where.characters_from, "characters")),
        ("minutes_from", _least(where.minutes_from, "minutes")),
        ("hours_from", _least(where.hours_from, "hours")),
        ("score_from", _least(where.score_from, "score")),
        ("attended_from", (lambda f, _: Fraction(*f.attended) >= share) if share is not None else None),
        ("signed", _signed(where.signed)),
        ("weekdays", (lambda f, _: WEEKDAYS[f.date.weekday()] in days) if days else None),
        ("first", (lambda f, _: f.date >= where.first) if where.first else None),
        ("last", (lambda f, _: f.date <= where.last) if where.last else None),
    ]


def _stamped_before(stamps) -> Test | None:
    return (lambda f, _: all(s in f.stamps and f.stamps[s] <= f.date for s in stamps)) if stamps else None


def _signed(wanted: bool | None) -> Test | None:
    """Signed at every roll-call; work without roll-calls is neither signed nor unsigned."""
    if wanted is None:
        return None
    return lambda f, _: f.roll_calls > 0 and (f.signatures >= f.roll_calls) == wanted


def work_said(where: Where, names: Names, *, otherwise: str = OTHERWISE) -> str:
    """Work as a phrase: 市级及以上的公开课（附教学设计、反思）."""
    noun = names.listed("kind", where.kinds) or names.listed("category", where.categories)
    if where.kinds and where.categories:
        noun = f"“{names.listed('category', where.categories)}”类的{noun}"
    front = [names.listed("place", where.places), names.listed("label", where.labels)]
    front.append(names.listed("level", where.levels))
    front += [f"{names.of('level', where.level_from)}及以上"] if where.level_from else []
    before = "".join(part + "的" for part in [who_said(where.who, names), *front] if part)
    parts = f"（{names.listed('part', where.parts)}）" if where.parts else ""
    needs = conditions_said(where, names)
    after = f"（{'，'.join(needs)}）" if needs else ""
    phrase = f"{before}{noun or otherwise}{parts}{after}"
    if where.other_than is not None:
        phrase += f"（{work_said(where.other_than, names)}除外）"
    return phrase


def conditions_said(where: Where, names: Names) -> list[str]:
    """The conditions of work that are said after its name."""
    said = [text for name in SAID_AFTER if (text := condition_said(name, where, names))]
    if where.weekdays:
        said.append("在" + "、".join("周" + "一二三四五六日"[WEEKDAYS.index(d)] for d in where.weekdays))
    return said


SAID_AFTER = (
    "attendance", "without", "evidence", "stamps", "stamps_before", "characters_from", "minutes_from", "hours_from",
    "score_from", "attended_from", "signed", "first", "last",
)  # fmt: skip


def condition_said(name: str, where: Where, names: Names) -> str:
    """One condition as a phrase, for a sentence and for the reason why work does not count; empty when not set."""
    value = getattr(where, name)
    if value in (None, (), ""):
        return ""
    plain = {
        "without": lambda: f"不含{names.listed('label', value)}",
        "evidence": lambda: f"附{names.listed('evidence', value)}",
        "stamps": lambda: f"经{names.listed('stamp', value)}",
        "stamps_before": lambda: f"事前经{names.listed('stamp', value)}",
        "characters_from": lambda: f"不少于{spoken(value)}字" if value > 1 else "有文字内容",
        "minutes_from": lambda: f"不少于{spoken(value)}分钟",
        "hours_from": lambda: f"不少于{spoken(value)}学时",
        "score_from": lambda: f"得分不低于{spoken(value)}分",
        "attended_from": lambda: f"到场时间不少于{share_spoken(value)}",
        "signed": lambda: "每次点名都签到" if value else "点名时未签到",
        "first": lambda: f"{value}起",
        "last": lambda: f"至{value}止",
        "level_from": lambda: f"{names.of('level', value)}及以上",
        "who": lambda: who_said(value, names),
        "other_than": lambda: f"{work_said(value, names)}除外",
    }
    if name in plain:
        return plain[name]()
    lists = {"kinds": "kind", "categories": "category", "levels": "level", "parts": "part", "places": "place",
             "labels": "label", "attendance": "attendance"}  # fmt: skip
    return names.listed(lists[name], value, last="或") if name in lists else ""
