"""Lesson plans of the demo school that lie with the office, with their words; one of them comes for the second time."""

from datetime import date, datetime, time

from django.utils import timezone

from apps.approvals import services as approval
from apps.approvals.choices import Reviewer
from apps.approvals.models import Case
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.selectors import grade_of
from apps.lessonplans.services import hand_in
from apps.portal.demo.roster import Roster
from apps.portal.demo.texts import text

# So many wait; the log-in whose plan comes again, so that it can be read beside the draft before.
WAITING, AGAIN = 14, "T007"
# Within which the office of this school reviews a plan.
DAYS = 14


def ask_for_reviews(roster: Roster) -> None:
    """The last plans handed in get a case each; what the office itself hands in is left out."""
    steps = [approval.Step(Reviewer.OFFICE, DAYS)]
    approval.set_route(school=roster.school, subject=SOURCE, name="教案", steps=steps)
    plans = LessonPlan.objects.filter(semester=roster.semesters[-1], state=State.WAITING)
    plans = plans.exclude(author__user=roster.actor).select_related("semester__year", "school", "author")
    chosen = list(plans.order_by("-submitted_on", "-pk")[:WAITING])
    own = plans.filter(author__number=AGAIN).order_by("-submitted_on").first()
    if own is not None and own not in chosen:
        chosen.append(own)
    for plan in sorted(chosen, key=lambda plan: (plan.submitted_on, plan.pk)):
        _hand_in(plan, text("plans")["parts"])
        if plan == own:
            _come_again(plan, roster.actor)
        _wait_since(plan, plan.submitted_on)


def _hand_in(plan: LessonPlan, parts: dict[str, str]) -> None:
    plan.grade = grade_of(plan.author, plan.submitted_on)
    sections = {part: words.format(lesson=plan.title) for part, words in parts.items()}
    hand_in(
        plan,
        sections=sections,
        upload=None,
        actor=plan.author.user,
        today=plan.submitted_on,
        now=timezone.now(),
    )


def _come_again(plan: LessonPlan, office) -> None:
    """Returned with comments at their places, and handed in once more."""
    data, case = text("plans"), _case(plan)
    for place, quote, words in data["remarks"]:
        approval.add_remark(case, actor=office, text=words, draft=1, place=place, quote=quote)
    approval.return_case(case, actor=office, opinion=data["opinion"])
    plan.refresh_from_db()
    _hand_in(plan, data["parts"] | data["better"])


def _wait_since(plan: LessonPlan, day: date) -> None:
    at = timezone.make_aware(datetime.combine(day, time(16, plan.pk % 60)))
    Case.objects.filter(pk=_case(plan).pk).update(submitted_at=at)


def _case(plan: LessonPlan) -> Case:
    return Case.objects.get(subject=SOURCE, target_id=plan.pk)
