"""Drafts of a lesson plan as they are read, who has not handed in, and what a plan's entry says."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.approvals.things import Draft
from apps.core.text import whole_number
from apps.credits.models import Entry
from apps.credits.sources import by_default, work_behind
from apps.files import services as files
from apps.groups.choices import GroupKind
from apps.groups.models import Group, Membership
from apps.lessonplans.choices import Mark, Part
from apps.lessonplans.models import LessonPlan, PlanDraft
from apps.notices.models import Notice
from apps.schools.models import Grade, Semester
from apps.staff.choices import TEACHING, PostKind
from apps.staff.models import Post, StaffMember

# Who plans lessons is in a group of one of these kinds.
PLANNING = (GroupKind.LESSON_PREPARATION, GroupKind.TEACHING_RESEARCH)


def draft_of(plan_id: int, number: int) -> Draft | None:
    """A draft for its readers: the parts written, or the document."""
    draft = PlanDraft.objects.select_related("file").filter(plan=plan_id, number=number).first()
    if draft is None:
        return None
    url = reverse("lessonplans:draft_file", args=[plan_id, number])
    return Draft(
        parts=tuple((p.value, str(p.label), draft.sections[p]) for p in Part if draft.sections.get(p)),
        **files.shown(draft.file, url),
    )


def grade_of(member: StaffMember, today: date) -> Grade | None:
    """The grade a member's groups belong to today; None without one, or with several."""
    held = Membership.objects.filter(member=member).between(today).exclude(group__grade=None)
    grades = list(Grade.objects.filter(pk__in=held.values("group__grade"))[:2])
    return grades[0] if len(grades) == 1 else None


def _of_week(semester: Semester, week: int):
    """Plans of a week: those that name it, and those without a week that were handed in during it."""
    named = Q(week=week) | Q(week=None, submitted_on__range=semester.days_of(week))
    return LessonPlan.objects.live().filter(named, semester=semester)


def has_all(author: StaffMember, semester: Semester, week: int) -> bool:
    """Whether nothing is missing from this author in a week."""
    return _of_week(semester, week).filter(author=author).count() >= max(1, semester.plans_a_week)


def week_asked(semester: Semester, named: str, today: date) -> int:
    """The week that is named, if the semester has it; else the present one, or the nearest of the semester."""
    week = whole_number(named)
    if week and week <= semester.weeks:
        return week
    return semester.week_of(min(max(today, semester.starts_on), semester.ends_on))


def week_key(semester: Semester, week: int) -> str:
    """What reminders about the plans of a week are called; one of a day bears the day."""
    return f"lessonplans.missing:{semester.pk}:{week}"


def expected(user, semester: Semester, week: int, *, today: date) -> QuerySet[StaffMember]:
    """Staff who plan lessons, as far as the user answers for them, with what came from them in a week.

    Each with ``expected``, ``handed_in``, ``missing``, ``returned``, ``last_on``, ``group_names`` and whether
    ``reminded`` today. Those who plan are in a preparation or research group during the week, and teach: the principal,
    and whoever holds only posts without teaching, owe none. What is expected is the semester's number of plans a week;
    where the school has set none, one.
    """
    first, last = semester.days_of(week)
    seat = user.seat
    planning = Membership.objects.filter(group__kind__in=PLANNING).between(first, last)
    rows = StaffMember.objects.visible_to(user).on_roll(first, last)
    rows = rows.filter(Exists(planning.filter(member=OuterRef("pk"))), ~_owes_none(first, last))
    if not seat.sees_school:
        rows = rows.filter(pk__in=seat.led_member_ids)
    plans = _of_week(semester, week).filter(author=OuterRef("pk")).order_by().values("author")
    ever = (
        LessonPlan.objects.live().filter(semester=semester, author=OuterRef("pk")).order_by().values("author")
    )
    came = Coalesce(Subquery(plans.annotate(n=Count("pk")).values("n")), 0)
    back = plans.filter(state="returned").annotate(n=Count("pk")).values("n")
    names = planning.filter(member=OuterRef("pk")).order_by().values("member")
    wanted = Value(max(1, semester.plans_a_week), output_field=IntegerField())
    asked = Notice.objects.filter(member=OuterRef("pk"), key=f"{week_key(semester, week)}:{today}")
    return rows.annotate(
        reminded=Exists(asked),
        expected=wanted, handed_in=came, returned=Coalesce(Subquery(back), 0),
        missing=Greatest(F("expected") - F("handed_in"), 0),
        last_on=Subquery(ever.annotate(day=Max("submitted_on")).values("day")),
        group_names=Subquery(names.annotate(all=StringAgg("group__name", "、", distinct=True)).values("all")),
    ).order_by("-missing", "number")  # fmt: skip


def _owes_none(first: date, last: date) -> Q:
    """Whoever is the principal, or holds posts during these days but none in which one teaches."""
    held = Post.objects.between(first, last).filter(member=OuterRef("pk"))
    teaches = Exists(held.filter(kind__in=TEACHING))
    return Q(Exists(held.filter(kind=PostKind.PRINCIPAL))) | Q(Exists(held)) & ~Q(teaches)


def planning_groups(user, *, first: date, last: date) -> QuerySet[Group]:
    """The groups a user may ask about: all that plan for those who see the school, else those they lead."""
    rows = Group.objects.visible_to(user).filter(kind__in=PLANNING).between(first, last)
    return rows if user.seat.sees_school else rows.filter(pk__in=user.seat.led_group_ids)


def explain_plan(entry: Entry) -> list[str]:
    """Which plan was approved, with which mark, and what the rule makes of it; only what is stored."""
    said = [_("The lesson plan “%(title)s” was approved.") % {"title": entry.title}]
    work, marks = work_behind(entry), dict(Mark.choices)
    mark = next((marks[m] for m in [work.get("mark"), *work.get("labels", ())] if m in marks), None)
    if mark:
        said.append(_("Its mark: %(mark)s.") % {"mark": mark})
    if by_default(entry):
        said.append(_("By the default rule each approved plan counts once."))
    return said
