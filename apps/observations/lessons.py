"""Lessons as work of whoever gave them: one fact for each lesson, with the marks of all who observed it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from apps.credits import services as credits
from apps.credits.choices import Family
from apps.credits.holders import member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue, catalogue_of
from apps.credits.sources import source_key
from apps.observations.models import Observation
from apps.schools.models import Semester
from apps.staff.models import StaffMember

GIVEN = "observations.given"
# Where a school has this kind (a pack that counts lessons by their marks brings it), lessons are proposed.
LESSON_GIVEN = f"{Family.OTHER}/上课（被听）"
# Staff with this tag are masters, and observing them is observing a master's lesson.
MASTER_TAG = "名师"


def lesson_of(row: Observation) -> str:
    """The same for everybody who observed the same lesson."""
    return f"lesson:{row.teacher_id}:{row.date}:{row.period or ''}:{row.class_name}"


def masters_of(observations: list[Observation]) -> set[int]:
    """Which of the observed teachers are masters; one query."""
    if not observations:
        return set()
    tagged = StaffMember.objects.filter(
        pk__in={row.teacher_id for row in observations}, tags__name=MASTER_TAG
    )
    return set(tagged.values_list("pk", flat=True))


def teachers_of(observations: list[Observation]) -> set[int]:
    """Who gave these lessons, by the records in hand and by those in the table that they replace."""
    known = [row.pk for row in observations if row.pk]
    before = Observation.objects.filter(pk__in=known).values_list("teacher_id", flat=True) if known else ()
    return {row.teacher_id for row in observations} | set(before)


def propose_lessons(observations: list[Observation], teachers: set[int], *, reason: str, actor) -> None:
    """Propose the lessons of these teachers in the semester of the observations, where the school counts them."""
    if not observations:
        return
    semester = observations[0].semester
    catalogue = catalogue_of(semester.school_id)
    if LESSON_GIVEN not in catalogue.ids:
        return
    keys, facts = lessons_of(semester, catalogue, teachers)
    credits.propose(
        semester=semester, source_keys=keys, facts=facts, actor=actor, catalogue=catalogue,
        reason=reason or _("A colleague's record of the lesson was added or changed."),
    )  # fmt: skip


def lessons_of(
    semester: Semester, catalogue: Catalogue, teachers: Iterable[int] | None = None
) -> tuple[list[str], list[Fact]]:
    """Source keys and facts of the lessons that were observed in a semester, of all teachers or of some.

    A lesson goes under the key of the first record of it that stands. Nothing where the school does not count them.
    """
    if LESSON_GIVEN not in catalogue.ids:
        return [], []
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester)
    rows = rows if teachers is None else rows.filter(teacher_id__in=teachers)
    rows = list(rows.select_related("subject", "lesson_type").order_by("pk"))
    lessons: dict[str, list[Observation]] = {}
    for row in rows:
        if row.withdrawn_at is None:
            lessons.setdefault(lesson_of(row), []).append(row)
    facts = [_given(lesson, seen) for lesson, seen in lessons.items()]
    return [source_key(GIVEN, row.pk) for row in rows], facts


def _given(lesson: str, seen: list[Observation]) -> Fact:
    first = seen[0]
    return Fact(
        key=source_key(GIVEN, first.pk), holder=member_key(first.teacher_id), kind=LESSON_GIVEN, date=first.date,
        title=first.ledger_title, part="teacher", content=lesson, session=lesson,
        scores=tuple(row.score for row in seen if row.score is not None),
    )  # fmt: skip
