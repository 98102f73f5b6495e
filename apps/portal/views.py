"""The home page: what each role needs first."""

from dataclasses import dataclass
from decimal import Decimal

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.templatetags.core import amount, day, percent
from apps.core.views import PlainPage
from apps.credits.rules.numbers import spoken
from apps.credits.selectors import totals_by_member
from apps.credits.standings import Stand, Standings, standings
from apps.portal import leading, selectors
from apps.portal.selectors import Glance, GroupStanding, Standing
from apps.requirements.rules.defaults import CREDIT_HOURS, OBSERVATIONS
from apps.schools.models import Semester

MET_SHARE, LOW_SHARE = Decimal("0.9"), Decimal("0.5")
# How many who need a hand a home page names.
NEEDS = 8
# How many requirements it shows; the rest stand on their own page.
OWED = 6


class Home(PlainPage):
    """The school at a glance, the groups one leads, or one's own part, as the seat allows."""

    permission = "portal.view_home"
    area = "home"
    by_semester = True

    def get(self, request, *args, **kwargs):
        """Whoever reviews for the county has no other page of the school."""
        if request.user.seat.is_guest:
            return redirect("approvals:inbox")
        return super().get(request, *args, **kwargs)

    @property
    def sees_school(self) -> bool:
        return self.request.user.has_perm("portal.view_school_home")

    def get_template_names(self):
        seat = self.request.user.seat
        if self.request.semester is None:
            return ["portal/home_empty.html"]
        if self.sees_school:
            return ["portal/home_school.html"]
        return ["portal/home_leader.html" if seat.is_leader else "portal/home_teacher.html"]

    def get_title(self):
        semester, today = self.request.semester, self.request.today
        if semester is None:
            return _("Welcome")
        return (
            heading(semester, today)
            if self.sees_school
            else _("Hello, %(name)s") % {"name": self.request.user}
        )

    def actions(self):
        if self.request.semester is None:
            return []
        imports = self.action(_("Import a workbook"), reverse("workbooks:home"), "workbooks.add_import")
        plans = self.action(
            _("New activity"), reverse("activities:activity_create"), "activities.add_activity"
        )
        summary = self.action(
            _("Print the semester summary"),
            reverse("reports:summary"),
            "reports.view_summary",
            style="primary",
        )
        return [*imports, *plans, *([] if self.sees_school else self.log_action()), *summary]

    def log_action(self):
        """On a phone it is the big button at the bottom instead."""
        url, style = reverse("observations:observation_log"), "primary wide-act"
        return self.action(_("Log a lesson observed"), url, "observations.log_observation", style=style)

    def get_context_data(self, **kwargs):
        user, semester, today = self.request.user, self.request.semester, self.request.today
        parts = {}
        if semester and self.sees_school:
            parts = school_parts(user, semester, today)
        elif semester:
            people = {user.seat.member_id, *user.seat.led_member_ids}
            totals = totals_by_member(semester, people)
            asked = standings(semester, today=today, members=people)
            plans = selectors.plans_by_author(user, semester)
            parts = {
                "week": place_in(semester, today),
                **own_parts(user, semester, totals, asked, plans, today),
            }
            if user.seat.is_leader:
                parts |= leader_parts(user, semester, totals, asked, plans, today)
        return super().get_context_data(unwritten=selectors.unwritten(user), **parts, **kwargs)


def heading(semester: Semester, today) -> str:
    """Where in the semester today lies."""
    week = semester.week_of(today)
    if week:
        return _("Week %(week)s of the semester") % {"week": week}
    if today < semester.starts_on:
        return _("%(semester)s begins on %(day)s") % {"semester": semester, "day": day(semester.starts_on)}
    return _("%(semester)s is over") % {"semester": semester}


def place_in(semester: Semester, today) -> str:
    """The same in two or three words, beside the name of the semester."""
    week = semester.week_of(today)
    if week:
        return _("week %(week)s") % {"week": week}
    return _("not begun yet") if today < semester.starts_on else _("over")


def school_parts(user, semester: Semester, today) -> dict:
    glance = selectors.glance(user, semester, today=today)
    return {
        "glance": glance,
        "figures": figures(glance),
        "group_bars": [GroupBar(row, is_late(semester, today)) for row in glance.groups],
        "recent": selectors.recent_activities(user, semester, today=today),
        "waiting": list(leading.waiting_for(user)),
        "unmarked": list(leading.unmarked(user, semester, today=today)),
        "own": own_of(glance, user),
    }


def leader_parts(user, semester: Semester, totals, asked, plans, today) -> dict:
    """The groups one leads: where their members stand, what waits, who needs a hand, what was done."""
    groups = selectors.led_groups(user, semester, totals, asked, today=today)
    activities = leading.group_activities(user, semester, today=today)
    return {
        "led_groups": groups, "needs": leading.needs(user, groups, plans, semester, today=today)[:NEEDS],
        "group_activities": activities, "unmarked": activities.unmarked,
    }  # fmt: skip


def own_of(glance: Glance, user) -> Standing | None:
    """One's own line among the teachers; None for whoever keeps the books from outside."""
    return next((one for one in glance.standings if one.member.pk == user.seat.member_id), None)


def own_parts(user, semester: Semester, totals, asked, plans, today) -> dict:
    """For staff only: whoever keeps the books from outside sees the school."""
    own = selectors.own_part(user, semester, totals, asked, plans[user.seat.member_id], today=today)
    items = owed(own.standing, asked)
    return {
        "own": own.standing, "part": own, "owed": items[:OWED], "owed_more": len(items[OWED:]),
        "next": next((item for item in items if item.is_open), None), "waiting": leading.waiting_for(user),
        "log_url": log_url(user),
    }  # fmt: skip


def log_url(user) -> str:
    """Where the user logs an observation; empty for whoever logs none."""
    may = user.has_perm("observations.log_observation")
    return reverse("observations:observation_log") if may else ""


@dataclass(frozen=True)
class Figure:
    """One of the large figures: the number leads to the list of what it counts, where there is one; the bar shows its
    share; ``lessons`` leads to the lessons behind a number of people.
    """

    label: str
    number: str
    words: str
    url: str
    value: int
    total: int
    tone: str = ""
    lessons: str = ""


def figures(glance: Glance) -> list[Figure]:
    programme, teachers = glance.programme, glance.teachers
    quota = sum(one.observations.required for one in glance.standings if one.observations)
    return [
        Figure(
            _("Activities held"), str(programme.held), _("of %(n)s planned") % {"n": programme.planned},
            f"{reverse('activities:activity_list')}?held=yes", programme.held, programme.planned,
        ),
        Figure(
            _("Reached their hours"), str(glance.reached),
            ngettext("of %(n)s teacher", "of %(n)s teachers", glance.owing) % {"n": glance.owing},
            f"{reverse('credits:hours')}?state=met", glance.reached, glance.owing, "met",
        ),
        Figure(
            _("Lessons observed"), str(glance.observations),
            _("lessons, %(mean)s a head") % {"mean": glance.observations_a_head},
            reverse("observations:observation_list"), min(glance.observations, quota), quota,
        ),
        Figure(
            _("Gave a research lesson"), percent(glance.givers, teachers),
            ngettext("%(n)s teacher", "%(n)s teachers", glance.givers) % {"n": glance.givers},
            "", glance.givers, teachers, lessons=research_lessons(glance),
        ),
    ]  # fmt: skip


def research_lessons(glance: Glance) -> str:
    """The list of observations, of research lessons where there are any."""
    chosen = f"?lesson_type={glance.research_type}" if glance.research_type else ""
    return reverse("observations:observation_list") + chosen


def is_late(semester: Semester, today) -> bool:
    """In the last third of the semester, or after it, a low share is worth a colour."""
    days = (semester.ends_on - semester.starts_on).days
    return (today - semester.starts_on).days * 3 >= days * 2


@dataclass(frozen=True)
class GroupBar:
    """A group's share of teachers who reached their hours, with a word on each side of it."""

    row: GroupStanding
    late: bool

    @property
    def value(self) -> str:
        return _("%(reached)s of %(people)s") % {"reached": self.row.reached, "people": self.row.owing}

    @property
    def note(self) -> str:
        return _("%(mean)s h a head") % {"mean": amount(self.row.mean)}

    @property
    def tone(self) -> str:
        share = Decimal(self.row.reached) / (self.row.owing or 1)
        if share >= MET_SHARE:
            return "met"
        return "close" if self.late and share < LOW_SHARE else ""


@dataclass(frozen=True)
class Owed:
    """One thing asked of a teacher, how far they are, where that opens; ``page`` is its place among all one owes."""

    label: str
    stand: Stand
    unit: str
    missing: str
    url: str
    page: str
    chinese: bool = False

    @property
    def done(self) -> str:
        return spoken(self.stand.done)

    @property
    def required(self) -> str:
        return spoken(self.stand.required)

    @property
    def is_open(self) -> bool:
        """Missing something that can still be done."""
        return self.stand.is_short and self.stand.outlook != "lost"


def owed(own: Standing, asked: Standings) -> list[Owed]:
    """Everything the schemes ask, or what the semester itself asks."""
    page = reverse("requirements:owed")
    if asked.semester is None:
        return [of_scheme(stand, page) for stand in asked.all.get(own.member.pk, ())]
    hours, seen = own.hours, own.observations
    return [
        Owed(
            _("Credit hours"), hours, _("hours"), _("%(n)s hours to go") % {"n": amount(hours.missing)}, own.hours_url,
            f"{page}#req-{CREDIT_HOURS}",
        ),
        Owed(
            _("Lessons observed"), seen, _("lessons"),
            ngettext("%(n)s lesson to go", "%(n)s lessons to go", int(seen.missing)) % {"n": amount(seen.missing)},
            own.observations_url, f"{page}#req-{OBSERVATIONS}",
        ),
    ]  # fmt: skip


def of_scheme(stand: Stand, page: str) -> Owed:
    place = f"{page}#req-{stand.code}"
    missing = _("%(n)s to go") % {"n": f"{spoken(stand.missing)} {stand.unit}"}
    return Owed(stand.name, stand, stand.unit, missing, place, place, chinese=True)
