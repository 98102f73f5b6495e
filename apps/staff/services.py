"""Acts on staff: people, posts, tags, log-ins."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.spans import Span, hold_from, write_changes
from apps.staff import bulk
from apps.staff.bulk import add_tags, assign_posts
from apps.staff.models import Post, SchoolGrant, StaffMember, StaffTag, User
from apps.staff.selectors import belongs_elsewhere, may_name_principals, principal_posts
from apps.staff.signals import member_left
from apps.staff.validators import check_days

__all__ = [
    "IssuedPassword", "add_tags", "assign_posts", "change_password", "grant_books", "issue_password",
    "issue_passwords", "join_log_ins", "keep_staff_member", "leave_school", "login_of", "new_password",
    "return_to_school", "save_staff_member", "save_staff_members", "save_tag", "set_email", "set_posts",
]  # fmt: skip

# Letters and digits that are not mistaken for one another when read from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
RANDOM_ROUNDS = 20_000
NOT_THE_OFFICES = gettext_lazy(
    "The posts of principal and vice-principal are given and taken by a principal, who uploads the workbook, or by "
    "whoever runs this installation. Leave them as they were, then save again."
)


@transaction.atomic
def save_staff_member(member: StaffMember, *, tags: list[StaffTag] | None = None) -> StaffMember:
    """Write a staff member; with ``tags`` given, exactly these. The log-in name follows the staff number.

    Raises ValidationError by field when the days contradict each other, and when the log-in name is taken.
    """
    check_days(member)
    member.save()
    if tags is not None:
        member.tags.set(tags)
    if member.user and not belongs_elsewhere(member.user, member.school_id):
        _name_log_in(member)
    return member


@transaction.atomic
def save_staff_members(members: list[StaffMember], *, tags: dict[str, list[StaffTag]]) -> None:
    """``save_staff_member`` for many; ``tags`` by staff number. Raises ValidationError by field."""
    bulk.write_members(members, tags)
    users = User.objects.in_bulk([m.user_id for m in members if m.user_id])
    for member in members:
        user = users.get(member.user_id)
        if user and user.name != member.name and not belongs_elsewhere(user, member.school_id):
            _name_log_in(member)


def _name_log_in(member: StaffMember) -> None:
    """Give the log-in of a staff member the name and number they have now."""
    user, login = member.user, login_of(member)
    if (user.login, user.name) != (login, member.name):
        user.login, user.name = login, member.name
        _save_log_in(user, member, update_fields=["login", "name"])


def _save_log_in(user: User, member: StaffMember, **how) -> None:
    """Write a log-in of a staff member. Raises ValidationError when another log-in has its name.

    So it happens with the name of somebody who took it along to another school, or with two who write at once.
    """
    try:
        with transaction.atomic():
            user.save(**how)
    except IntegrityError:
        raise ValidationError(
            _(
                "The log-in name %(login)s belongs to somebody else already."
                " Give %(name)s another staff number, then try again."
            )
            % {"login": user.login, "name": member.name}
        ) from None


@transaction.atomic
def keep_staff_member(
    member: StaffMember, *, tags: list[StaffTag], posts: set[str], on: date, actor: User, today: date,
    email: str | None = None,
) -> StaffMember:  # fmt: skip
    """Write a staff member with tags, the posts held from the day on, and the e-mail of the log-in (if given).

    Raises ValidationError by field, also when the actor may not name principals and this would.
    """
    may_name = may_name_principals(actor, actor.seat)
    save_staff_member(member, tags=tags)
    before = principal_posts(member, today)
    set_posts(member, posts, on=on)
    if not may_name and principal_posts(member, today) != before:
        raise ValidationError({"posts": NOT_THE_OFFICES})
    if email is not None and member.user:
        set_email(member.user, email)
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
    StaffMember.objects.select_for_update().get(pk=member.pk)
    held = [Span(p.kind, p.started_on, p.ended_on, p) for p in Post.objects.filter(member=member)]
    return write_changes(Post.objects, [(hold_from(held, sorted(kinds), day=on), bulk.post_of(member))])


@transaction.atomic
def leave_school(member: StaffMember, *, on: date) -> StaffMember:
    """The day is the member's last at the school: posts end with it, and the apps above are told.

    What they did stays. Raises ValidationError by field when the day comes before their arrival.
    """
    member = StaffMember.everyone.select_for_update().get(pk=member.pk)
    member.left_on = on
    check_days(member)
    member.save()
    member.posts.filter(started_on__gt=on).delete()
    member.posts.exclude(ended_on__lte=on).update(ended_on=on)
    member_left.send(StaffMember, member=member, on=on)
    return member


@transaction.atomic
def return_to_school(member: StaffMember) -> StaffMember:
    """The member is on the staff again; posts and groups are given anew. Raises ValidationError if they never left."""
    member = StaffMember.objects.select_for_update().get(pk=member.pk)
    if member.left_on is None:
        raise ValidationError(_("%(name)s is on the staff.") % {"name": member.name})
    member.left_on = None
    member.save()
    return member


@dataclass
class IssuedPassword:
    """A password that is shown once and never stored in the clear."""

    member: StaffMember
    login: str
    password: str


def new_password() -> str:
    """A password to be read from paper and changed at the first log-in: 12 characters, 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _place in range(12))


def _hash_of_random(password: str) -> str:
    """A hash with few rounds. 59 random bits need no stretching, and a whole staff is served in seconds;
    the first log-in replaces it."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(password, hasher.salt(), iterations=RANDOM_ROUNDS)


@transaction.atomic
def issue_password(member: StaffMember, *, today: date, administrator: bool = False) -> IssuedPassword:
    """Give a staff member a log-in, or a new password for it, to be changed at once.

    As ``administrator`` they may open schools from now on.

    Whoever was logged in with it is logged out. Raises ValidationError when the member has left the school, or
    when the log-in name is somebody else's already.
    """
    issued = issue_passwords([member], today=today)[0]
    if administrator:
        User.objects.filter(login=issued.login).update(may_open_schools=True)
    return issued


@transaction.atomic
def issue_passwords(members: Iterable[StaffMember], *, today: date) -> list[IssuedPassword]:
    """``issue_password`` for many, all or none. Of two issues at once the later password holds."""
    found = StaffMember.everyone.filter(pk__in=[m.pk for m in members]).order_by("pk")
    list(found.select_for_update().values_list("pk"))
    # Read only now: while waiting for the lock somebody else may have given the log-in.
    issued = [_issue(member, today) for member in found.select_related("school", "campus", "user")]
    return sorted(issued, key=lambda one: one.member.number)


def _issue(member: StaffMember, today: date) -> IssuedPassword:
    if member.left_on is not None and member.left_on < today:
        raise ValidationError(_("%(name)s has left the school.") % {"name": member.name})
    user = member.user
    if user is None or belongs_elsewhere(user, member.school_id):
        user = _own_log_in(member)
    password = new_password()
    user.password = _hash_of_random(password)
    user.must_change_password = True
    _save_log_in(user, member)
    if member.user_id != user.pk:
        member.user = user
        member.save(update_fields=["user", "updated_at"])
    return IssuedPassword(member, user.login, password)


def _own_log_in(member: StaffMember) -> User:
    """A log-in for this school alone. One that also opens another school stays with its owner, without this school:
    an office disposes of the log-ins of its own school only."""
    login = login_of(member)
    shared = member.user
    if shared and shared.login == login:
        other = (
            StaffMember.everyone.filter(user=shared).exclude(pk=member.pk).select_related("school").first()
        )
        if other is None:
            raise ValidationError(
                _("%(name)s keeps the books of another school too. Ask whoever runs this installation.")
                % {"name": member.name}
            )
        shared.login = login_of(other)
        _save_log_in(shared, other, update_fields=["login"])
    return User(login=login, name=member.name)


@transaction.atomic
def join_log_ins(user: User, *, other: User) -> User:
    """What the other log-in opened, this one opens too; the other is retired. Both belong to one person.

    Raises ValidationError when both are of one school.
    """
    locked = User.objects.select_for_update().filter(pk__in=[user.pk, other.pk]).order_by("pk").in_bulk()
    user, other = locked[user.pk], locked[other.pk]
    schools, others = ({m.school_id for m in StaffMember.everyone.filter(user=one)} for one in (user, other))
    if user == other or schools & others:
        raise ValidationError(
            _("That log-in is of the same school. Only log-ins of different schools are joined.")
        )
    StaffMember.everyone.filter(user=other).update(user=user)
    other.grants.exclude(school__grants__user=user).update(user=user)
    other.grants.all().delete()
    other.login, other.email, other.is_active = f"{other.login}#{other.pk}", "", False
    other.set_unusable_password()
    other.save()
    return user


def change_password(user: User, password: str) -> User:
    """Set the password its owner has chosen; every other session of theirs ends."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    return user


def set_email(user: User, email: str) -> User:
    """Change the address one can log in with. Raises ValidationError when another user has it."""
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise ValidationError({"email": _("Another log-in uses this address already.")}) from None
    return user


def save_tag(tag: StaffTag) -> StaffTag:
    """Write a mark that staff can bear."""
    tag.save()
    return tag


def grant_books(user: User, school) -> SchoolGrant:
    """Let a user who is not on the staff keep the books of a school."""
    return SchoolGrant.objects.get_or_create(user=user, school=school)[0]
