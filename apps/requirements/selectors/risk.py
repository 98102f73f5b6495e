"""Who is at risk: the answers of a school, or of the groups one leads, summed up by requirement and by group."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from apps.core.names import fits_person
from apps.credits.holders import group_key, holder_pk, member_key
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.groups.selectors import home_groups
from apps.notices.models import Notice
from apps.requirements.selectors.evaluating import Answer, Evaluation, evaluate
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.schools.models import Semester
from apps.staff.models import StaffMember

# What a row is told by, the worst first.
WORST = ("lost", "at_risk", "open", "unknown", "likely", "exempt", "met")
SHORT = ("lost", "at_risk", "open", "likely", "unknown")
# What can still be done something about.
DOABLE = ("open", "at_risk", "likely")


# What the rows can be ordered by.
COLUMNS = ("name", "group", "missing")


@dataclass(frozen=True)
class Chosen:
    """What the page is narrowed to; empty for everything. ``state`` ``short`` is everybody who misses something."""

    words: str = ""
    group: int | None = None
    requirement: str = ""
    state: str = ""


@dataclass
class Row:
    """A staff member or a group, and the requirements shown of it."""

    holder: StaffMember | Group
    key: str
    group: str
    answers: list[Answer]
    reminded: bool = False

    @property
    def worst(self) -> str:
        return min((answer.outlook for answer in self.answers), key=WORST.index)

    @property
    def short(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.outlook in SHORT]


@dataclass(frozen=True)
class Count:
    """How many of those who owe something stand how; ``name`` is a requirement or a group."""

    code: str
    name: str
    outlooks: Counter

    @property
    def owing(self) -> int:
        return sum(n for outlook, n in self.outlooks.items() if outlook != "exempt")

    def __getattr__(self, name: str) -> int:
        if name in WORST:
            return self.outlooks[name]
        raise AttributeError(name)


@dataclass
class Overview:
    found: Evaluation
    rows: list[Row]
    requirements: list[Count]
    groups: list[Count]
    choices: list[tuple[str, str]] = field(default_factory=list)
    of_groups: list[Row] = field(default_factory=list)


def whom_of(user) -> Whom:
    """Everybody for those who see the school; a leader's groups and the people in them."""
    seat = user.seat
    return EVERYBODY if seat.sees_school else Whom(seat.led_member_ids, seat.led_group_ids)


def reminder_key(semester: Semester) -> str:
    """What reminders of a semester are called; one of a day bears the day."""
    return f"requirements.owed:{semester.pk}"


def overview(user, semester: Semester, chosen: Chosen, *, today: date, details: bool = False) -> Overview:
    """Staff on the roll today (or in the semester, if it is over) with what they owe, with ``details`` by which work; a
    constant number of queries.
    """
    found = evaluate(semester, today=today, whom=whom_of(user), details=details, ahead=True)
    staff = people(user, semester, today)
    homes = home_groups(user.seat.school, semester.starts_on, semester.ends_on)
    groups = Group.objects.visible_to(user).between(semester.starts_on, semester.ends_on)
    if not user.seat.sees_school:
        groups = groups.filter(pk__in=user.seat.led_group_ids)
    groups = {group.pk: group for group in groups.order_by("position", "pk")}
    asked = reminded_today(semester, today)
    rows = [
        Row(member, member_key(member.pk), str(groups.get(homes.get(member.pk), "")),
            found.by_holder.get(member_key(member.pk), []), member.pk in asked)
        for member in staff
    ]  # fmt: skip
    rows = [row for row in rows if row.answers]
    of_groups = [
        Row(group, group_key(pk), group.get_kind_display(), found.by_holder[group_key(pk)])
        for pk, group in groups.items() if group_key(pk) in found.by_holder
    ]  # fmt: skip
    inside = members_of(found, chosen.group)
    rows = [row for row in rows if inside is None or row.key in inside]
    of_groups = [row for row in of_groups if chosen.group is None or row.holder.pk == chosen.group]
    # Of a school each person's own group says enough; the others are found by the filter.
    listed = groups if not user.seat.sees_school else {
        pk: group for pk, group in groups.items() if group.kind == GroupKind.TEACHING_RESEARCH
    }  # fmt: skip
    return Overview(
        found=found, requirements=by_requirement(found, [*rows, *of_groups]),
        groups=by_group(found, rows, listed), choices=[(str(pk), str(g)) for pk, g in groups.items()],
        rows=narrowed(rows, chosen), of_groups=narrowed(of_groups, chosen),
    )  # fmt: skip


def to_remind(view: Overview, user) -> list[Row]:
    """Those shown who can still do something, but for oneself."""
    own = user.seat.member_id
    return [
        row for row in view.rows
        if row.holder.pk != own and any(answer.outlook in DOABLE for answer in row.answers)
    ]  # fmt: skip


def people(user, semester: Semester, today: date):
    days = (
        (today,)
        if semester.starts_on <= today <= semester.ends_on
        else (semester.starts_on, semester.ends_on)
    )
    rows = StaffMember.objects.visible_to(user).on_roll(*days).order_by("number")
    return rows if user.seat.sees_school else rows.filter(pk__in=user.seat.led_member_ids)


def reminded_today(semester: Semester, today: date) -> set[int]:
    rows = Notice.objects.filter(school_id=semester.school_id, key=f"{reminder_key(semester)}:{today}")
    return set(rows.values_list("member_id", flat=True))


def members_of(found: Evaluation, group: int | None) -> frozenset[str] | None:
    if group is None:
        return None
    holder = found.holders.get(group_key(group))
    return holder.members if holder else frozenset()


def by_requirement(found: Evaluation, rows: Iterable[Row]) -> list[Count]:
    """In the order of the schemes; what nobody owes is left out."""
    counts: dict[tuple, Counter] = defaultdict(Counter)
    for row in rows:
        for answer in row.answers:
            counts[answer.scheme.code, answer.requirement.code][answer.outlook] += 1
    return [
        Count(r.code, r.name, counts[s.code, r.code])
        for s in found.schemes for r in s.requirements if (s.code, r.code) in counts
    ]  # fmt: skip


def by_group(found: Evaluation, rows: Iterable[Row], groups: dict[int, Group]) -> list[Count]:
    """People by the worst of their answers, for each group that has some."""
    worst = {row.key: row.worst for row in rows}
    counted = [
        Count(str(pk), str(group), Counter(worst[key] for key in found.holders[group_key(pk)].members if key in worst))
        for pk, group in groups.items() if group_key(pk) in found.holders
    ]  # fmt: skip
    return [count for count in counted if count.owing]


def narrowed(rows: Iterable[Row], chosen: Chosen) -> list[Row]:
    """Rows that fit, each with the answers that fit; who misses most things first."""
    kept = []
    for row in rows:
        if not fits_person(chosen.words, name_of(row)):
            continue
        row.answers = [answer for answer in row.answers if fits(answer, chosen)]
        if row.answers:
            kept.append(row)
    return sorted(kept, key=lambda row: (WORST.index(row.worst), -len(row.short)))


def ordered(rows: list[Row], sort: str) -> list[Row]:
    """By a column, with a minus downwards; else as they come, the worst first. Of one group in the order of staff
    numbers; ``missing`` is by how many requirements.
    """
    keys = {
        "name": lambda row: getattr(row.holder, "number", ""), "group": lambda row: row.group,
        "missing": lambda row: len(row.short),
    }  # fmt: skip
    key = keys.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows


def name_of(row: Row) -> str:
    return getattr(row.holder, "search_text", "") or row.holder.name.lower()


def fits(answer: Answer, chosen: Chosen) -> bool:
    if chosen.requirement and answer.requirement.code != chosen.requirement:
        return False
    if chosen.state in ("", "short"):
        return chosen.state == "" or answer.outlook in SHORT
    return answer.outlook == chosen.state


def still_short(found: Evaluation) -> set[int]:
    """Staff of whom something is missing that can still be made up."""
    return {
        holder_pk(key)
        for key, answers in found.by_holder.items()
        if key.startswith("member:") and any(a.outlook in ("open", "at_risk", "likely") for a in answers)
    }
