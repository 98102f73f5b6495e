"""Enumerations inside the prose: 专题讲座3次、沙龙1次; names with their counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from apps.core.templatetags.core import amount
from apps.portfolio.choices import Result
from apps.reports.figures import LEVELS, PROJECT_KINDS, STAGES, Figures, Group, Teacher, rate
from apps.schools.choices import Level

ACTIVE = 5
ACTIVE_WITH_TIES = 8
PRAISED_LEVELS = (Level.NATIONAL, Level.PROVINCE)
PLACES = "特一二三四"
MOST_BARS = 16


def names(items: Iterable[str]) -> str:
    return "、".join(items)


def packs(f: Figures) -> str:
    """The rules hours are recognised by, in title marks; versions of one name once."""
    return names(f"《{name}》" for name in dict.fromkeys(name.strip("《》") for name in f.packs))


def tallies(counted: dict[str, int], unit: str) -> str:
    return names(f"{name}{n}{unit}" for name, n in counted.items())


def made_of(items: Iterable[str], unit: str) -> str:
    """The sorts among ``items`` with their numbers, the most frequent first."""
    return tallies(dict(Counter(items).most_common()), unit)


def called(figures: Figures, teacher: Teacher, *notes: str) -> str:
    """The name with notes in brackets; of namesakes with the group, so that the reader knows which."""
    alike = [other for other in figures.teachers if other.name == teacher.name]
    notes = [*([teacher.group] if len(alike) > 1 else []), *notes]
    return f"{teacher.name}（{'，'.join(notes)}）" if notes else teacher.name


def groups_led(f: Figures) -> str:
    return names(f"{g.name}（{g.leader}）" if g.leader else g.name for g in f.real_groups)


def programme(f: Figures) -> str:
    return made_of((activity.kind for activity in f.programme), "次")


def lesson_types(f: Figures) -> str:
    return tallies({tally.name: tally.number for tally in f.lesson_types}, "节")


def most_active(f: Figures) -> str:
    """Those who observed most, with their counts: five, or a few more when several have the same count.

    Empty when nobody stands out.
    """
    counts = sorted((t.observations for t in f.teachers if t.observations), reverse=True)
    if len(f.teachers) < 2 or not counts or counts[0] < 2:
        return ""
    least = counts[min(ACTIVE, len(counts)) - 1]
    if sum(count >= least for count in counts) > ACTIVE_WITH_TIES:
        least = min((count for count in counts if count > least), default=counts[0] + 1)
    most = sorted((t for t in f.teachers if t.observations >= least), key=lambda t: -t.observations)
    return names(called(f, t, f"{t.observations}节") for t in most)


def works(f: Figures) -> str:
    return made_of((work.category for work in f.works), "篇")


def levels(f: Figures) -> str:
    return tallies({level: sum(row.values()) for level, row in f.by_level().items()}, "项")


def prize_winners(f: Figures) -> list[str]:
    """Those who won prizes at province level or above, each with all of them; the best prize first."""
    won = [w for w in f.works if w.result == Result.AWARDED and w.level in PRAISED_LEVELS]
    won.sort(key=lambda work: (PRAISED_LEVELS.index(work.level), _rank(work.prize)))
    prizes = defaultdict(list)
    for work in won:
        prizes[work.author].append(f"{LEVELS[work.level]}{work.prize}")
    return [f"{author}（{names(found)}）" for author, found in prizes.items()]


def _rank(prize: str) -> int:
    """Place of a prize such as 一等奖; others after them."""
    return PLACES.find(prize[:1]) if prize and prize[0] in PLACES else len(PLACES)


def project_levels(f: Figures) -> str:
    return _in_order((p.level for p in f.projects if p.level), LEVELS.values())


def project_kinds(f: Figures) -> str:
    return _in_order((p.kind for p in f.projects), PROJECT_KINDS.values())


def project_stages(f: Figures) -> str:
    return _in_order((p.stage for p in f.projects), STAGES.values())


def _in_order(items: Iterable[str], order: Iterable[str]) -> str:
    counted = Counter(items)
    return tallies({name: counted[name] for name in order if counted[name]}, "项")


def short_of_hours(f: Figures) -> list[str]:
    """Teachers below the required hours, with what they lack."""
    return [called(f, t, f"差{amount(t.hours_missing)}学时") for t in f.short]


def months(f: Figures) -> list[tuple[str, int]]:
    """Activities by month, from the first month of the semester to the last; nothing when it is only one."""
    counted = Counter((a.date.year, a.date.month) for a in f.activities)
    if len(counted) < 2:
        return []
    (year, month), last = min(counted), max(counted)
    found = []
    while (year, month) <= last:
        found.append((f"{month}月", counted[year, month]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def charted(f: Figures) -> bool:
    """Whether groups are compared in charts: two or more, and not so many that a chart outgrows a page."""
    return 1 < len(f.real_groups) <= MOST_BARS


def by_givers(f: Figures) -> list[Group]:
    """Groups with members by the share of them that gave a research lesson, lowest first."""
    return sorted((g for g in f.real_groups if g.members), key=lambda group: group.givers_share)


def by_attendance(f: Figures) -> list[Group]:
    """Groups that were expected anywhere, by their rate of attendance, lowest first."""
    return sorted((g for g in f.real_groups if g.roll.expected), key=lambda group: rate(group.roll))
