"""Acts on many staff members at once, for whole semesters. ``apps.staff.services`` offers them to other apps."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.spans import Span, hold_exactly, write_changes
from apps.schools.models import School
from apps.staff.models import Post, StaffMember, StaffTag
from apps.staff.pinyin import search_text
from apps.staff.validators import check_days

BATCH = 500


def add_tags(school: School, names: Iterable[str]) -> dict[str, StaffTag]:
    """Tags of a school by name; those it does not have yet are added."""
    known = {tag.name: tag for tag in StaffTag.objects.filter(school=school)}
    fresh = [StaffTag(school=school, name=name) for name in dict.fromkeys(names) if name not in known]
    return known | {tag.name: tag for tag in StaffTag.objects.bulk_create(fresh)}


@transaction.atomic
def write_members(members: list[StaffMember], tags: dict[str, list[StaffTag]]) -> None:
    """Insert and update staff members in bulk, each with exactly the tags given under their number.

    Raises ValidationError by field when the days of one contradict each other.
    """
    for member in members:
        check_days(member)
        member.search_text = search_text(member.name, member.number)
        member.updated_at = timezone.now()  # a stamp of the row, as ``save`` sets it; no rule asks for it
    known = [member for member in members if member.pk]
    columns = [
        f.name for f in StaffMember._meta.concrete_fields if f.name not in {"id", "created_at", "user"}
    ]
    StaffMember.objects.bulk_update(known, columns, batch_size=BATCH)
    StaffMember.objects.bulk_create([member for member in members if not member.pk], batch_size=BATCH)
    _set_tags(members, tags)


def _set_tags(members: list[StaffMember], tags: dict[str, list[StaffTag]]) -> None:
    through = StaffMember.tags.through
    wanted = {(m.pk, tag.pk) for m in members for tag in tags.get(m.number, [])}
    held = {
        (row.staffmember_id, row.stafftag_id): row.pk
        for row in through.objects.filter(staffmember__in=[m.pk for m in members])
    }
    gone = [pk for pair, pk in held.items() if pair not in wanted]
    if gone:
        through.objects.filter(pk__in=gone).delete()
    fresh = sorted(wanted - held.keys())
    through.objects.bulk_create([through(staffmember_id=m, stafftag_id=t) for m, t in fresh])


@transaction.atomic
def assign_posts(posts: dict[StaffMember, set[str]], *, window: tuple[date, date | None], day: date) -> None:
    """In the window of days each of these members holds exactly these posts, as seen on ``day``.

    Posts held on that day already keep their beginning; outside the window nothing changes.
    """
    members = {member.pk: member for member in posts}
    held: dict[int, list[Span]] = {pk: [] for pk in members}
    list(StaffMember.objects.select_for_update().filter(pk__in=members).order_by("pk").values_list("pk"))
    for post in Post.objects.filter(member__in=members):
        held[post.member_id].append(Span(post.kind, post.started_on, post.ended_on, post))
    changes = [
        (hold_exactly(held[member.pk], sorted(kinds), window=window, day=day), post_of(member))
        for member, kinds in posts.items()
    ]
    write_changes(Post.objects, changes)


def post_of(member: StaffMember) -> Callable[[Span], Post]:
    """What makes a post of the member from a spell, whose key is the kind of post."""
    return lambda span: Post(
        school_id=member.school_id, member=member, kind=span.key, started_on=span.first, ended_on=span.last
    )
