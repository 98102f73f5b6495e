"""For whom a rule holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from apps.credits.rules.calendars import Window, whole_years
from apps.credits.rules.facts import Holder, Stay
from apps.credits.rules.schema import Choice, Many, MonthDay, Part, Text, Whole, Word, item
from apps.credits.rules.words import Names

OF = {"staff": "教职工", "groups": "组", "school": "学校"}
NAMES = Many(Text(40))


@dataclass(frozen=True, kw_only=True)
class Who:
    """Staff, groups or the school, all conditions together; within one list any of them is enough.

    Posts, groups and presence change with the days. Age, years of service, tier, tags, subject and campus are taken
    as they are on one day: ``age_on``, by default the first day of the period.
    """

    of: str = item(Choice(tuple(OF)), "staff")
    posts: tuple[str, ...] = item(Many(Word("post")), ())
    tiers: tuple[str, ...] = item(Many(Word("tier")), ())
    tags: tuple[str, ...] = item(NAMES, ())
    titles: tuple[str, ...] = item(NAMES, ())
    subjects: tuple[str, ...] = item(NAMES, ())
    campuses: tuple[str, ...] = item(NAMES, ())
    groups: tuple[str, ...] = item(NAMES, ())
    group_kinds: tuple[str, ...] = item(Many(Word("group_kind")), ())
    group_roles: tuple[str, ...] = item(Many(Word("group_role")), ())
    age_under: int | None = item(Whole(16, 100), None)
    age_from: int | None = item(Whole(16, 100), None)
    years_under: int | None = item(Whole(0, 60), None)
    years_from: int | None = item(Whole(0, 60), None)
    age_on: str = item(MonthDay(), "start")
    other_than: "Who | None" = item(Part(lambda: Who), None)
    or_else: "Who | None" = item(Part(lambda: Who), None)

    def fits(self, holder: Holder, day: date, window: Window) -> bool | None:
        """Whether the rule holds for the holder on a day; None when a date it needs is not known."""
        if holder.of != self.of:
            answer = False
        else:
            answer = all_of(test(holder, day, window) for test in self.tests) if self.tests else True
        if self.other_than is not None and answer is not False:
            other = self.other_than.fits(holder, day, window)
            answer = all_of([answer, None if other is None else not other])
        if self.or_else is not None and answer is not True:
            other = self.or_else.fits(holder, day, window)
            answer = True if other else None if None in (answer, other) else False
        return answer

    @cached_property
    def tests(self) -> list[Callable[[Holder, date, Window], bool | None]]:
        """One test for each condition that is set."""
        found = [
            _is_among(wanted, name)
            for name, wanted in (
                ("tier", self.tiers), ("title", self.titles), ("subject", self.subjects), ("campus", self.campuses)
            ) if wanted
        ]  # fmt: skip
        if self.tags:
            found.append(lambda holder, day, window: not holder.tags.isdisjoint(self.tags))
        if self.posts:
            found.append(
                lambda holder, day, window: any(
                    s.code in self.posts and s.first <= day <= s.last for s in holder.posts
                )
            )
        if self.groups or self.group_kinds or self.group_roles:
            found.append(lambda holder, day, window: self._in_group(holder, day))
        for under, least, since in (
            (self.age_under, self.age_from, "born_on"), (self.years_under, self.years_from, "joined_on"),
        ):  # fmt: skip
            if under is not None or least is not None:
                found.append(_is_aged(under, least, since, self.age_on))
        return found

    @cached_property
    def asks(self) -> frozenset[str]:
        """What it depends on of that which a holder has several of: ``posts``, ``groups``, ``tags``."""
        own = {name for name in ("posts", "tags") if getattr(self, name)}
        own |= {"groups"} if self.groups or self.group_kinds or self.group_roles else set()
        return frozenset(own).union(*(who.asks for who in (self.other_than, self.or_else) if who is not None))

    def _in_group(self, holder: Holder, day: date) -> bool:
        stays = holder.groups if holder.of == "staff" else (Stay(holder.code, kind=holder.kind),)
        return any(
            s.first <= day <= s.last
            and (not self.groups or s.code in self.groups)
            and (not self.group_kinds or s.kind in self.group_kinds)
            and (not self.group_roles or s.role in self.group_roles)
            for s in stays
        )


def all_of(answers) -> bool | None:
    """False if any is false, else None if any is unknown."""
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def _is_among(wanted: tuple[str, ...], name: str):
    held = attrgetter(name)
    return lambda holder, day, window: held(holder) in wanted


def _is_aged(under: int | None, least: int | None, name: str, on: str):
    """Whole years since a day of the holder's, on a day of the period; None when the holder's day is not known."""
    held = attrgetter(name)

    def test(holder, day, window):
        since = held(holder)
        if since is None:
            return None
        years = whole_years(since, reference_day(on, window))
        return (under is None or years < under) and (least is None or years >= least)

    return test


def reference_day(said: str, window: Window) -> date:
    """``start`` and ``end`` of the period, or a day of the year it begins in."""
    if said == "start":
        return window.first
    if said == "end":
        return window.due
    month, day = said.split("-")
    return date(window.first.year, int(month), min(int(day), 28) if month == "02" else int(day))


def days_said(on: str) -> str:
    if on == "start":
        return ""
    return "（按期末计）" if on == "end" else f"（按当年{int(on[:2])}月{int(on[3:])}日计）"


def who_said(who: Who | None, names: Names) -> str:
    """People as a phrase: 未满40周岁的教师; empty for the whole staff."""
    if who is None or who == Who():
        return ""
    marks = [*who.campuses, *who.subjects, *who.groups]
    age = _range_said(who.age_under, who.age_from, "未满{}周岁", "年满{}周岁", days_said(who.age_on))
    years = _range_said(who.years_under, who.years_from, "教龄未满{}年", "教龄满{}年", days_said(who.age_on))
    said = "、".join(part for part in (age, years) if part)
    nouns = [names.listed("group_kind", who.group_kinds), names.listed("group_role", who.group_roles)]
    noun = "".join(nouns) or "、".join([*who.tags, *who.titles, *(names.of("post", p) for p in who.posts)])
    noun = noun or names.listed("tier", who.tiers) or OF[who.of]
    phrase = "".join(("、".join(marks) + "的" if marks else "", said + "的" if said else "", noun))
    if who.other_than is not None:
        phrase += f"（{who_said(who.other_than, names)}除外）"
    if who.or_else is not None:
        phrase += f"，以及{who_said(who.or_else, names)}"
    return phrase


def _range_said(under, least, below: str, above: str, on: str) -> str:
    said = [above.format(least)] if least is not None else []
    said += [below.format(under)] if under is not None else []
    return "、".join(said) + on if said else ""
