"""Users, staff members, their posts over time and their tags."""

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.links import page_of
from apps.core.models import Stamped
from apps.core.names import people_named
from apps.schools.models import Campus, DateSpan, Owned, OwnedQuerySet, School, Subject
from apps.staff.choices import PostKind, Sex, Tier
from apps.staff.pinyin import search_text


class UserManager(BaseUserManager):
    def create_user(self, login, password=None, **fields):
        """A person who can log in; without a password only after the office has issued one."""
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can log in, in one school or in several."""

    login = models.CharField(
        _("log-in name"),
        max_length=60,
        unique=True,
        help_text=_("School code and staff number, such as QSZX-T001."),
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    must_change_password = models.BooleanField(
        _("must change the password at the next log-in"), default=False
    )
    may_open_schools = models.BooleanField(
        _("may open new schools"),
        default=False,
        help_text=_("May upload the workbook of a school not yet here."),
    )
    date_joined = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]

    # Where the user acts from; set for each request by ``apps.groups.middleware``.
    seat = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once", condition=~Q(email="")),
        ]

    def __str__(self):
        return self.name

    def has_perm(self, perm: str, obj=None) -> bool:
        """Whether the predicate of this permission (``apps/*/permissions.py``) holds."""
        return self.is_active and rules.has_perm(perm, self, obj)


class StaffTag(Owned):
    """A mark on staff members (身份): key teacher, new teacher, substitute …"""

    name = models.CharField(_("name"), max_length=20)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("school", "name", name="staff_tag_once")]

    def __str__(self):
        return self.name


class StaffQuerySet(OwnedQuerySet):
    def on_roll(self, first, last=None):
        """Staff who belong to the school on a day, or at any time from ``first`` to ``last``."""
        last = last or first
        return self.filter(Q(left_on=None) | Q(left_on__gte=first)).filter(
            Q(entered_on=None) | Q(entered_on__lte=last)
        )

    def search(self, words: str):
        """By name, pinyin, initials, a mixture of these, or staff number; every word must fit."""
        return self.filter(people_named("search_text", words))


class StaffManager(models.Manager.from_queryset(StaffQuerySet)):
    """Those on the staff: whoever only reviews for the county is in ``everyone`` alone, and so in no list or figure."""

    def get_queryset(self):
        return super().get_queryset().filter(is_guest=False)


class StaffMember(Owned):
    """A person on the staff of one school (教职工); or a guest, who reviews for the county what lies with them."""

    user = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("user"),
        editable=False,
    )
    number = models.CharField(_("staff number"), max_length=20)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    search_text = models.CharField(max_length=250, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    joined_on = models.DateField(
        _("began to work on"),
        null=True,
        blank=True,
        help_text=_("First day of work as a teacher, at any school."),
    )
    cycle_starts_on = models.DateField(
        _("own cycle of years begins on"),
        null=True,
        blank=True,
        help_text=_("First certificate or registration as a teacher; empty: the first day of work."),
    )
    entered_on = models.DateField(_("came to this school on"), null=True, blank=True)
    left_on = models.DateField(_("last day at this school"), null=True, blank=True)
    campus = models.ForeignKey(Campus, models.PROTECT, null=True, blank=True, verbose_name=_("campus"))
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, verbose_name=_("subject"))
    title = models.CharField(_("professional title"), max_length=20, blank=True)
    tier = models.CharField(_("tier"), max_length=12, choices=Tier, blank=True)
    tags = models.ManyToManyField(StaffTag, blank=True, related_name="members", verbose_name=_("tags"))
    is_guest = models.BooleanField(_("reviews for the county only"), default=False, editable=False)

    school = models.ForeignKey(
        School, models.PROTECT, related_name="members", verbose_name=_("school"), editable=False
    )

    objects = StaffManager()
    everyone = models.Manager.from_queryset(StaffQuerySet)()

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")
        ordering = ["number"]
        indexes = [
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="staff_search"),
        ]
        constraints = [
            models.UniqueConstraint("school", "number", name="staff_number_once"),
            models.UniqueConstraint("school", "user", name="staff_user_once_a_school"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(entered_on=None) | Q(left_on__gte=F("entered_on")),
                name="staff_left_after_entering",
            ),
            models.CheckConstraint(
                condition=Q(joined_on=None) | Q(born_on=None) | Q(joined_on__gt=F("born_on")),
                name="staff_joined_after_birth",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_text = search_text(self.name, self.number)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return page_of("staff:staffmember_detail", self.pk)


class PostQuerySet(OwnedQuerySet):
    def held_on(self, day):
        """Posts held on a day."""
        return self.between(day, day)

    def between(self, first, last):
        """Posts held on one of these days or more."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), started_on__lte=last)


class Post(Owned):
    """A post (职务) a staff member holds from a day on, or from one day to another."""

    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="posts", verbose_name=_("staff member")
    )
    kind = models.CharField(_("post"), max_length=20, choices=PostKind)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="post_ends_after_start"
            ),
            ExclusionConstraint(
                name="post_held_once_at_a_time",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateSpan("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class SchoolGrant(Stamped):
    """Someone who keeps the books of a school without being on its staff: whoever opened it, later the bureau."""

    school = models.ForeignKey(School, models.CASCADE, related_name="grants", verbose_name=_("school"))
    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("user"))

    class Meta:
        verbose_name = _("keeper of the books")
        verbose_name_plural = _("keepers of the books")
        constraints = [models.UniqueConstraint("school", "user", name="grant_once")]

    def __str__(self):
        return f"{self.user} · {self.school}"
