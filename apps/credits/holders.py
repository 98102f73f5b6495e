"""Who did work and when the school works, as the rules know them: staff, groups, the school; its calendar."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from apps.credits.rules.calendars import Calendar, SemesterDays, Span
from apps.credits.rules.facts import Holder, Stay
from apps.groups.choices import GroupKind
from apps.groups.models import Group, Membership
from apps.schools.models import Holiday, Semester
from apps.staff.models import Post, StaffMember

# What a holder has several of; the rest is one row.
CHANGING = frozenset({"posts", "groups", "tags"})


def member_key(pk: int) -> str:
    return f"member:{pk}"


def group_key(pk: int) -> str:
    return f"group:{pk}"


def holder_pk(key: str) -> int:
    """The key of the row behind a holder: 12 of ``member:12``."""
    return int(key.partition(":")[2])


def calendar_of(school_id: int) -> Calendar:
    """The semesters and holidays of a school; two queries."""
    days = Semester.objects.filter(school_id=school_id).order_by("starts_on")
    semesters = days.values_list("year__first_year", "term", "starts_on", "ends_on")
    holidays = Holiday.objects.filter(school_id=school_id).values_list("starts_on", "ends_on")
    return Calendar(
        semesters=tuple(SemesterDays(*row) for row in semesters),
        holidays=tuple(Span(first, last) for first, last in holidays),
    )


def staff_holders(
    school_id: int, first: date, last: date, members: Collection[int] | None = None, *,
    asking: Collection[str] = CHANGING,
) -> list[Holder]:  # fmt: skip
    """Staff who were at the school at any time of these days, all or the given ones; four queries, or one and one
    for each thing that is asked about.

    Posts, groups and the stay itself carry their days. Groups are named as they are today. A cycle of one's own
    begins on the day noted for the person, else on the first day of work as a teacher.
    """
    rows = StaffMember.objects.filter(school_id=school_id).on_roll(first, last).order_by("number")
    if members is not None:
        rows = rows.filter(pk__in=members)
    columns = (
        "pk",
        "born_on",
        "joined_on",
        "cycle_starts_on",
        "entered_on",
        "left_on",
        "tier",
        "title",
        "subject__name",
        "campus__name",
    )
    found = list(rows.values_list(*columns))
    some = {} if members is None else {"member_id__in": members}
    posts = _posts(school_id, some) if "posts" in asking else defaultdict(list)
    groups = _memberships(school_id, some) if "groups" in asking else defaultdict(list)
    tags = _tags(school_id, members) if "tags" in asking else defaultdict(list)
    return [
        Holder(
            key=member_key(pk), born_on=born, joined_on=joined, first=entered or date.min, last=left or date.max,
            cycle_starts_on=cycle or joined, tier=tier, title=title, subject=subject or "", campus=campus or "",
            tags=frozenset(tags[pk]), posts=tuple(posts[pk]), groups=tuple(groups[pk]),
        )
        for pk, born, joined, cycle, entered, left, tier, title, subject, campus in found
    ]  # fmt: skip


def _posts(school_id: int, some: dict) -> dict[int, list[Stay]]:
    rows = Post.objects.filter(school_id=school_id, **some).order_by("started_on", "pk")
    found = defaultdict(list)
    for member, kind, first, last in rows.values_list("member_id", "kind", "started_on", "ended_on"):
        found[member].append(Stay(kind, first, last or date.max))
    return found


def _memberships(school_id: int, some: dict) -> dict[int, list[Stay]]:
    rows = Membership.objects.filter(school_id=school_id, **some).order_by("started_on", "pk")
    columns = ("member_id", "group__name", "group__kind", "role", "started_on", "ended_on")
    found = defaultdict(list)
    for member, name, kind, role, first, last in rows.values_list(*columns):
        found[member].append(Stay(name, first, last or date.max, kind=kind, role=role))
    return found


def _tags(school_id: int, members: Collection[int] | None) -> dict[int, list[str]]:
    rows = StaffMember.tags.through.objects.filter(stafftag__school_id=school_id)
    if members is not None:
        rows = rows.filter(staffmember_id__in=members)
    found = defaultdict(list)
    for member, name in rows.values_list("staffmember_id", "stafftag__name"):
        found[member].append(name)
    return found


def group_holders(
    school_id: int, first: date, last: date, groups: Collection[int] | None = None
) -> list[Holder]:
    """Groups that stood at any time of these days, with the staff they answer for in them; two queries.

    In a teaching-research group that is whom it is home to: of several groups the latest, so that everybody counts
    once.
    """
    rows = Group.objects.filter(school_id=school_id).between(first, last).order_by("position", "pk")
    held = Membership.objects.filter(school_id=school_id).between(first, last).order_by("started_on", "pk")
    members: dict[int, set[int]] = defaultdict(set)
    home: dict[int, int] = {}
    for group, kind, member in held.values_list("group_id", "group__kind", "member_id"):
        members[group].add(member)
        if kind == GroupKind.TEACHING_RESEARCH:
            members[home.get(member)].discard(member)
            home[member] = group
    columns = ("pk", "name", "kind", "started_on", "ended_on", "subject__name", "campus__name")
    return [
        Holder(
            key=group_key(pk), of="groups", code=name, kind=kind, first=started, last=ended or date.max,
            subject=subject or "", campus=campus or "", members=frozenset(map(member_key, members[pk])),
        )
        for pk, name, kind, started, ended, subject, campus in rows.values_list(*columns)
        if groups is None or pk in groups
    ]  # fmt: skip


def school_holder(school_id: int, staff: Collection[Holder]) -> Holder:
    """The school itself, which answers for its staff; no query."""
    return Holder(key=f"school:{school_id}", of="school", members=frozenset(h.key for h in staff))
