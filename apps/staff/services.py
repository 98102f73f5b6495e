"""Acts on staff: people, posts, log-ins."""

import secrets
from datetime import date, timedelta

from axes.utils import reset as reset_guesses
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.staff.models import Post, SchoolGrant, StaffMember, StaffTag, User

# Letters and digits that are not mistaken for one another when read from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def save_staff_member(member: StaffMember, *, tags: list[StaffTag] | None = None) -> StaffMember:
    """Write a staff member; with ``tags`` given, exactly these. The log-in name follows the staff number."""
    member.save()
    if tags is not None:
        member.tags.set(tags)
    if member.user_id and member.user.login != login_of(member) and member.user.members.count() == 1:
        member.user.login = login_of(member)
        member.user.name = member.name
        member.user.save(update_fields=["login", "name"])
    return member


def login_of(member: StaffMember) -> str:
    """Log-in name of a staff member: school code and staff number."""
    return f"{member.school.code}-{member.number}"


@transaction.atomic
def set_posts(member: StaffMember, kinds: set[str], *, on: date) -> bool:
    """From the day on the member holds exactly these posts. Answers whether anything changed.

    Posts held before are kept with their days; one that began on the day or later and is not wanted is
    removed, as it never took effect.
    """
    held = list(Post.objects.filter(member=member).exclude(ended_on__lt=on))
    wanted = set(kinds)
    changed = False
    for post in held:
        if post.kind in wanted and post.started_on <= on:
            wanted.discard(post.kind)
            continue
        changed = True
        if post.started_on >= on:
            post.delete()
        else:
            post.ended_on = on - timedelta(days=1)
            post.save()
    Post.objects.bulk_create(
        [Post(school_id=member.school_id, member=member, kind=kind, started_on=on) for kind in sorted(wanted)]
    )
    return changed or bool(wanted)


def new_password() -> str:
    """A password to be read from paper and changed at the first log-in: 12 characters, 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


@transaction.atomic
def issue_password(member: StaffMember) -> str:
    """Give a staff member a log-in, or a new password for it, to be changed at once; answers the password.

    Raises ValidationError when the member has left the school.
    """
    if member.left_on is not None:
        raise ValidationError(_("%(name)s has left the school.") % {"name": member.name})
    password = new_password()
    if member.user is None:
        member.user = User(login=login_of(member), name=member.name)
    member.user.must_change_password = True
    member.user.set_password(password)
    member.user.save()
    member.save(update_fields=["user", "updated_at"])
    reset_guesses(username=member.user.login)
    return password


def grant_books(user: User, school) -> SchoolGrant:
    """Let a user who is not on the staff keep the books of a school."""
    return SchoolGrant.objects.get_or_create(user=user, school=school)[0]
