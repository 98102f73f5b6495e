"""Notices, how each person wants them, the groups' robots, and the outbox."""

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.links import page_of
from apps.groups.models import Group
from apps.notices.choices import (
    ASKING,
    EXPLANATIONS,
    Channel,
    DeliveryState,
    Mail,
    NoticeKind,
    RobotKind,
    Topic,
)
from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import StaffMember


class OwnQuerySet(OwnedQuerySet):
    for_guests = True

    def visible_to(self, user):
        """One's own, and nobody else's."""
        if user.seat is None or user.seat.member_id is None:
            return self.none()
        return super().visible_to(user).filter(member_id=user.seat.member_id)


class NoticeQuerySet(OwnQuerySet):
    def unread(self):
        """Neither opened nor done meanwhile."""
        return self.filter(read_at=None, done_at=None)

    def newest_first(self):
        """What is unread on top."""
        is_closed = models.Case(models.When(read_at=None, done_at=None, then=0), default=1)
        return self.order_by(is_closed, "-created_at", "pk")

    def about(self, key: str):
        """Notices of one thing: this key and all below it (``case:12`` and ``case:12:draft:2``, not ``case:123``)."""
        return self.filter(Q(key=key) | Q(key__startswith=f"{key}:"))


class Notice(Owned):
    """Something a person is told, once, in the app; mails and reminders follow from it.

    ``key`` says what it is about and when it is the same again: a second notice with the same key is not
    made, and ``services.finish`` closes all of a thing. It is open until done, if it asks for something,
    and until read, if it only tells.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="notices", verbose_name=_("recipient"), db_index=False
    )
    kind = models.CharField(_("kind of notice"), max_length=12, choices=NoticeKind)
    title = models.CharField(_("what it is about"), max_length=160)
    body = models.CharField(_("details"), max_length=500, blank=True)
    url = models.CharField(_("leads to"), max_length=200, blank=True)
    key = models.CharField(_("key"), max_length=120)
    read_at = models.DateTimeField(_("read at"), null=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["school", "key"], opclasses=["int8_ops", "varchar_pattern_ops"], name="notice_by_key"
            ),
            models.Index(fields=["member", "-created_at"], name="notice_of_member"),
            models.Index(fields=["member"], condition=Q(read_at=None, done_at=None), name="notice_unread"),
            models.Index(fields=["school", "member"], condition=Q(done_at=None), name="notice_open"),
        ]
        constraints = [
            models.UniqueConstraint("member", "key", name="notice_once"),
            models.CheckConstraint(condition=~Q(key=""), name="notice_has_key"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="/") & ~Q(url__startswith="//"),
                name="notice_leads_inside",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("notices:notice_detail", self.pk)

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.done_at is None

    @property
    def asks(self) -> bool:
        """Whether something is still to be done."""
        return self.kind in ASKING and self.done_at is None


class NoticeChoice(Owned):
    """How a person wants to be told. Without a row: by the daily mail.

    A new address is written to the user only when the link sent to it has been opened.
    """

    member = models.OneToOneField(
        StaffMember, models.CASCADE, related_name="notice_choice", verbose_name=_("staff member")
    )
    mail = models.CharField(_("notices by e-mail"), max_length=8, choices=Mail, default=Mail.DAILY)
    new_address = models.EmailField(_("address to be confirmed"), blank=True)
    code = models.CharField(_("code of the confirmation"), max_length=40, blank=True)
    asked_at = models.DateTimeField(_("confirmation asked for at"), null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [
            models.UniqueConstraint("code", name="notice_code_once", condition=~Q(code="")),
            models.CheckConstraint(
                condition=Q(new_address="", code="") | ~Q(new_address="") & ~Q(code=""),
                name="notice_address_with_code",
            ),
        ]

    def __str__(self):
        return self.get_mail_display()

    def get_absolute_url(self):
        return reverse("notices:choice_edit")


class RobotQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """The office's business alone: whoever has the address can write to the group."""
        return super().visible_to(user) if user.seat is not None and user.seat.is_office else self.none()


class Robot(Owned):
    """A robot in a group chat, which writes there what it is sent."""

    name = models.CharField(_("robot's name"), max_length=40)
    kind = models.CharField(_("chat software"), max_length=10, choices=RobotKind)
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="robots", verbose_name=_("for the group"),
        help_text=_("Left empty, the robot gets what concerns the whole school."),
    )  # fmt: skip
    url = models.CharField(_("webhook address"), max_length=500)
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        verbose_name = _("group robot")
        verbose_name_plural = _("group robots")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("school", "name", name="robot_name_once"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="robot_speaks_https"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("notices:robot_detail", args=[self.pk])

    @property
    def masked_url(self) -> str:
        """Enough of the address to know it by, too little to use it."""
        return f"{urlsplit(self.url).hostname} … {self.url[-4:]}"


class DeliveryQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own mails; the robots' messages for those who see the robots."""
        rows = super().visible_to(user)
        if user.seat is None:
            return rows
        mine = Q(member_id=user.seat.member_id) if user.seat.member_id else Q(pk__in=[])
        return rows.filter(mine | Q(robot__isnull=False)) if user.seat.is_office else rows.filter(mine)

    def waiting(self):
        return self.filter(state=DeliveryState.WAITING)


def explain(error: str) -> str:
    """An error's short code in words; the code itself when there are none for it."""
    if not error:
        return ""
    return str(
        EXPLANATIONS.get(error) or _("The other side refused it with the answer %(code)s.") % {"code": error}
    )


_OF_MEMBER = Q(member__isnull=False, robot=None)


class Delivery(Owned):
    """One message that leaves the site: the outbox. Written in the transaction of what it tells of.

    A worker claims it with a conditional UPDATE and a lease, sends it, and notes what came of it. One that
    may have arrived is never sent again. ``topic``, ``count`` and ``url`` are all a robot's text is made of.
    """

    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    member = models.ForeignKey(
        StaffMember, models.CASCADE, null=True, related_name="+", verbose_name=_("recipient")
    )
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="+", verbose_name=_("notice"))
    robot = models.ForeignKey(
        Robot, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("group robot")
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic, blank=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    url = models.CharField(_("leads to"), max_length=200, blank=True)
    unique_key = models.CharField(_("unique key"), max_length=160)
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("claimed as"), null=True)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    error = models.CharField(_("last error"), max_length=30, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=DeliveryState.WAITING), name="delivery_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state=DeliveryState.SENDING), name="delivery_leased"
            ),
        ]
        constraints = [
            models.UniqueConstraint("school", "unique_key", name="delivery_once"),
            models.CheckConstraint(
                name="delivery_has_its_target",
                condition=_OF_MEMBER & Q(channel=Channel.MAIL, notice__isnull=False)
                | _OF_MEMBER & Q(channel__in=[Channel.DIGEST, Channel.CONFIRM], notice=None)
                | Q(channel__in=[Channel.ROBOT, Channel.TEST], robot__isnull=False, member=None, notice=None),
            ),
            models.CheckConstraint(
                name="delivery_sending_is_claimed",
                condition=~Q(state=DeliveryState.SENDING) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.get_channel_display()

    @property
    def is_over(self) -> bool:
        return self.state not in {DeliveryState.WAITING, DeliveryState.SENDING}

    @property
    def explanation(self) -> str:
        """What the last error means, and what to do; empty without one."""
        return explain(self.error)
