"""What somebody owes: one's own page, that of a staff member, that of a group."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.templatetags.core import day
from apps.core.views import DetailPage, PlainPage
from apps.credits.holders import group_key, member_key
from apps.groups.models import Group
from apps.requirements.models import Exemption, OwnTarget, Transfer
from apps.requirements.selectors import Evaluation, Named, Titles, evaluate, requirements_named
from apps.requirements.selectors.cards import Card, cards
from apps.requirements.selectors.evaluating import FORECAST_WEEK
from apps.requirements.selectors.holders import Whom
from apps.staff.choices import PostKind
from apps.staff.models import StaffMember

# What one does next about a sort of work: where, in which words, with which permission.
NEXT = {
    "observation": ("observations:observation_log", gettext_lazy("Log a lesson"), "observations.log_observation"),
    "lesson_plan": ("lessonplans:lessonplan_submit", gettext_lazy("Hand one in"), "lessonplans.submit_lessonplan"),
    "work": ("portfolio:work_submit", gettext_lazy("Hand one in"), "portfolio.submit_work"),
    "other": ("declarations:declaration_submit", gettext_lazy("Declare hours"), "declarations.submit_declaration"),
    "activity": ("calendars:calendar", gettext_lazy("See the calendar"), "calendars.view_calendar"),
}  # fmt: skip
# Other work that only leaders owe is what they have looked through.
INSPECT = (
    "declarations:inspection_record", gettext_lazy("Record an inspection"), "declarations.add_inspection"
)  # fmt: skip
# Outlook → its word and the colour of its tag.
OUTLOOKS = {
    "met": (pgettext_lazy("requirement", "met"), "met"),
    "likely": (pgettext_lazy("requirement", "on the way"), "info"),
    "open": (pgettext_lazy("requirement", "open"), ""),
    "at_risk": (pgettext_lazy("requirement", "at risk"), "close"),
    "lost": (pgettext_lazy("requirement", "cannot be made up"), "wrong"),
    "exempt": (pgettext_lazy("requirement", "exempt"), ""),
    "unknown": (pgettext_lazy("requirement", "a date is missing"), "close"),
}


class Owing:
    """The cards of one holder in the chosen semester."""

    area = "owed"
    by_semester = True
    template_name = "requirements/owed.html"

    def get_context_data(self, **kwargs):
        semester = self.request.semester
        parts = self.parts() if semester else {"cards": []}
        return super().get_context_data(**parts, **kwargs)

    def evaluated(self, whom: Whom) -> Evaluation:
        return evaluate(self.request.semester, today=self.request.today, whom=whom)

    def told(self, found: Evaluation, key: str) -> dict:
        """What the template shows of a holder."""
        user, semester = self.request.user, self.request.semester
        made = cards(user, found, key)
        week = semester.week_of(self.request.today)
        return {
            "cards": [self.shown(card, key) for card in made if not card.is_settled],
            "settled": [self.shown(card, key) for card in made if card.is_settled],
            "counts": Counter(card.outlook for card in made), "total": len(made),
            "schemes": found.schemes, "week": week, "foretold": bool(week and week >= FORECAST_WEEK),
            "grants": grants_of(self.request, key, found), "reads_reasons": self.reads_reasons(),
        }  # fmt: skip

    def reads_reasons(self) -> bool:
        """Whether the user may read why something was granted to the holder."""
        return self.request.user.has_perm("requirements.read_reason", self.object)

    def shown(self, card: Card, key: str):
        """A card, the word and colour of its state, the one thing to do next."""
        return (card, *OUTLOOKS[card.outlook], self.next_step(card, key))

    def next_step(self, card: Card, key: str):
        """(words, address) of the one thing to do; None when there is none for the user."""
        user = self.request.user
        if user.seat.member_id is None or key != member_key(user.seat.member_id):
            return None
        if card.closing:
            return (_("See what is planned"), card.closing[0].url) if card.closing[0].url else None
        if card.outlook not in ("open", "likely", "at_risk") or card.family not in NEXT:
            return None
        posts = card.answer.requirement.who.posts
        is_inspection = card.family == "other" and posts and PostKind.TEACHER not in posts
        name, label, permission = INSPECT if is_inspection else NEXT[card.family]
        return (label, reverse(name)) if user.has_perm(permission) else None


def grants_of(request, key: str, found: Evaluation) -> list[tuple[str, str]]:
    """(what was granted to the holder and holds, why, where it may be read); three queries, and more where a
    requirement holds no longer.
    """
    user, (of, _sep, pk) = request.user, key.partition(":")
    titles = Titles({r.code: Named.of(r) for scheme in found.schemes for r in scheme.requirements})
    rows = [
        row
        for model in (Exemption, OwnTarget, Transfer)
        for row in model.objects.visible_to(user).live().filter(**{of: int(pk)}).with_shown_reasons(user)
    ]
    if {code for row in rows for code in codes_of(row)} - set(titles):
        titles = requirements_named(request.semester, request.today)
    return [(granted(row, titles), row.shown_reason or "") for row in rows]


def codes_of(row: Exemption | OwnTarget | Transfer) -> list[str]:
    return row.requirements if isinstance(row, Exemption) else [row.requirement]


def granted(row: Exemption | OwnTarget | Transfer, titles: Titles) -> str:
    """A grant in words, with the names of the requirements instead of their codes."""
    what = "、".join(titles[code].told for code in codes_of(row)) or _("all requirements")
    if isinstance(row, Exemption):
        days = {"what": what, "first": day(row.started_on), "last": day(row.ended_on)}
        if row.ended_on is None:
            return _("Exempt from %(what)s since %(first)s") % days
        return _("Exempt from %(what)s from %(first)s to %(last)s") % days
    n = titles[row.requirement].said(row.at_least if isinstance(row, OwnTarget) else row.amount)
    if isinstance(row, OwnTarget):
        return _("%(what)s: %(n)s instead of what the scheme asks") % {"what": what, "n": n}
    return _("%(what)s: %(n)s borrowed, to be made up after %(day)s") % {
        "what": what, "n": n, "day": day(row.out_of),
    }  # fmt: skip


class OwnOwed(Owing, PlainPage):
    """What I owe (我的要求): my own requirements, then those of the groups I lead."""

    permission = "requirements.view_own"
    title = gettext_lazy("What I owe")

    def reads_reasons(self):
        return True

    def parts(self):
        seat = self.request.user.seat
        found = self.evaluated(Whom(frozenset([seat.member_id]), frozenset(seat.led_group_ids)))
        led = [
            {"group": group, "open": [a for a in found.by_holder[group_key(group.pk)] if a.outlook != "met"],
             "total": len(found.by_holder[group_key(group.pk)])}
            for group in Group.objects.visible_to(self.request.user).filter(pk__in=seat.led_group_ids)
            if group_key(group.pk) in found.by_holder
        ]  # fmt: skip
        return self.told(found, member_key(seat.member_id)) | {"is_own": True, "led": led}


class MemberOwed(Owing, DetailPage):
    """What a staff member owes, for whoever leads them or sees the school."""

    model = StaffMember
    permission = "requirements.view_owed"

    def get_title(self):
        return _("What %(name)s owes") % {"name": self.object}

    def crumbs(self):
        return [(str(self.object), self.object.get_absolute_url())]

    def parts(self):
        found = self.evaluated(Whom(frozenset([self.object.pk]), frozenset()))
        return self.told(found, member_key(self.object.pk))


class GroupOwed(Owing, DetailPage):
    """What a group owes."""

    model = Group
    permission = "requirements.view_owed"

    def get_title(self):
        return _("What %(name)s owes") % {"name": self.object}

    def crumbs(self):
        return [(str(self.object), self.object.get_absolute_url())]

    def parts(self):
        found = self.evaluated(Whom(frozenset(), frozenset([self.object.pk])))
        return self.told(found, group_key(self.object.pk))
