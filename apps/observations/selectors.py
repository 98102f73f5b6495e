"""Reads of lesson observations, for pages and for the apps above."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from apps.credits.choices import RESEARCH_LESSON
from apps.credits.models import Entry
from apps.credits.sources import by_default, work_behind
from apps.groups.choices import GroupKind
from apps.groups.models import Membership
from apps.observations.choices import Act, Mode
from apps.observations.models import Observation, ObservationEvent
from apps.schools.models import Semester
from apps.staff.models import StaffMember

# How many of those observed last are proposed, of how many lessons.
RECENT, LESSONS = 6, 60
# What a correction may change and the observed teacher reads; the observer's reflection is nobody else's.
TOLD = (
    "observer", "teacher", "date", "period", "class_name", "subject", "lesson_type", "mode", "topic", "score",
    "notes", "opinion",
)  # fmt: skip
MOMENT = re.compile(r"^\s*([01]?\d|2[0-3])[:：]([0-5]\d)\s*(.*)$")


def research_lesson_givers(semester: Semester) -> dict[int, int]:
    """Staff members observed giving a research lesson in the semester, each with the lesson type."""
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester).live()
    given = rows.filter(lesson_type__code=RESEARCH_LESSON).order_by()
    return dict(given.values_list("teacher_id", "lesson_type_id").distinct())


def explain_observation(entry: Entry) -> list[str]:
    """Which lesson was watched, how, and what the rule makes of it; only what is stored."""
    said = [_("Lesson observed: %(lesson)s.") % {"lesson": entry.title}]
    work = work_behind(entry)
    recorded = Mode.RECORDING in work.get("labels", ())
    mode = dict(Mode.choices).get(work.get("mode", Mode.RECORDING if recorded else Mode.LIVE))
    if mode:
        said.append(_("Watched: %(mode)s.") % {"mode": mode})
    if by_default(entry):
        said.append(_("By the default rule each lesson observed counts once."))
    return said


# Of each colleague: hundreds of them are listed, so no more is read than is shown.
SHOWN = ("pk", "number", "name", "search_text", "subject_id", "campus__name", "subject__name")


@dataclass(frozen=True)
class Colleague:
    """Someone whose lesson one may observe; ``note`` tells namesakes apart."""

    pk: int
    number: str
    name: str
    search_text: str
    subject_id: int | None
    note: str
    is_recent: bool
    has_namesake: bool


def colleagues(user, *, today: date) -> list[Colleague]:
    """Everybody else on the staff, those one observed last first, then those of one's own groups."""
    me = user.seat.member_id
    rows = StaffMember.objects.visible_to(user).on_roll(today).exclude(pk=me).order_by("number")
    people = {row.pk: row for row in rows.values_list(*SHOWN, named=True)}
    groups = dict(
        Membership.objects.visible_to(user).between(today)
        .filter(group__kind=GroupKind.TEACHING_RESEARCH).values_list("member_id", "group__name")
    )  # fmt: skip
    recent = _observed_last(me, people)
    mates = [pk for pk in people if groups.get(pk) and groups.get(pk) == groups.get(me)]
    proposed = [*recent, *(pk for pk in mates if pk not in recent)][:RECENT]
    order = [*proposed, *(pk for pk in people if pk not in proposed)]
    names = Counter(row.name for row in people.values())
    return [
        Colleague(
            row.pk, row.number, row.name, row.search_text, row.subject_id, _note(row, groups.get(row.pk)),
            is_recent=row.pk in proposed, has_namesake=names[row.name] > 1,
        )
        for row in (people[pk] for pk in order)
    ]  # fmt: skip


def _observed_last(me: int, people: dict) -> list[int]:
    rows = Observation.objects.filter(observer_id=me).live().order_by("-date", "-pk")
    found = dict.fromkeys(rows.values_list("teacher_id", flat=True)[:LESSONS])
    return [pk for pk in found if pk in people][:RECENT]


def _note(row, group: str | None) -> str:
    return " · ".join(filter(None, [row.campus__name, group or row.subject__name]))


def class_names(user) -> list[str]:
    """Classes lately observed in the school, as proposals."""
    rows = Observation.objects.filter(school=user.seat.school).exclude(class_name="").order_by("-pk")
    return sorted(set(rows.values_list("class_name", flat=True)[:200]))


def moments(notes: str) -> list[tuple[str, str]]:
    """Notes as (time, text): a line that begins with a time opens a moment, other lines belong to the one before."""
    found: list[tuple[str, list[str]]] = []
    for line in notes.splitlines():
        if met := MOMENT.match(line):
            found.append((f"{int(met[1]):02}:{met[2]}", [met[3]] if met[3] else []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            found.append(("", [line]))
    return [(time, "\n".join(lines).strip()) for time, lines in found]


def corrections(before: Observation, after: Observation) -> list[dict]:
    """What a correction changes, as the fields' names with the texts before and after."""
    changed = [name for name in TOLD if getattr(before, name) != getattr(after, name)]
    return [
        {"name": name, "before": _shown(before, name), "after": _shown(after, name)} for name in changed
    ]  # fmt: skip


def _shown(observation: Observation, name: str) -> str:
    value = getattr(observation, name)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class History:
    """One correction or the withdrawal, for the page."""

    event: ObservationEvent
    changes: list[Change]


def conversation(events: list[ObservationEvent]) -> list[ObservationEvent]:
    return [event for event in events if event.is_said]


def history(events: list[ObservationEvent]) -> list[History]:
    """What was corrected and withdrawn, with the names of the fields in the reader's language."""
    return [
        History(event, [_change(found) for found in event.changes])
        for event in events if event.act in (Act.CORRECTED, Act.WITHDRAWN)
    ]  # fmt: skip


def _change(found: dict) -> Change:
    if found["name"] == "photos":
        return Change(_("pictures"), "", "")
    if found["name"] == "mode":
        modes = dict(Mode.choices)
        found = found | {part: str(modes.get(found[part], found[part])) for part in ("before", "after")}
    label = str(Observation._meta.get_field(found["name"]).verbose_name)
    return Change(label, found["before"], found["after"])
