"""Acts on lesson observations. Those that the workbook shares take a list of one semester."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Conflict
from apps.credits import services as credits
from apps.credits.holders import member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.services import Settled
from apps.credits.sources import source_key
from apps.files import services as files
from apps.files.choices import FileKind
from apps.notices import services as notices
from apps.notices.choices import NoticeKind
from apps.observations.choices import Act, Mode
from apps.observations.lessons import lesson_of, masters_of, propose_lessons, teachers_of
from apps.observations.models import Observation, ObservationEvent, ObservationPhoto
from apps.observations.selectors import corrections
from apps.schools.models import Semester
from apps.staff.models import StaffMember

SOURCE = "observations.observation"
MOST_PHOTOS = 9
# What a fact says of a lesson, in the words of the rules.
NONE, RECORDED, REFLECTED = frozenset(), frozenset({"recording"}), frozenset({"reflection"})
MASTERS = frozenset({"master"})


def observation_key(observation: Observation) -> str:
    return source_key(SOURCE, observation.pk)


def observation_facts(observations: list[Observation], catalogue: Catalogue) -> list[Fact]:
    """One lesson observed, for the observer. The lesson is the same for all who observed it; a master's says so."""
    masters = masters_of(observations)
    return [_fact(row, catalogue, row.teacher_id in masters) for row in observations]


def _fact(row: Observation, catalogue: Catalogue, by_master: bool) -> Fact:
    lesson = lesson_of(row)
    labels = (RECORDED if row.mode == Mode.RECORDING else NONE) | (MASTERS if by_master else NONE)
    return Fact(
        key=observation_key(row), holder=member_key(row.observer_id), kind=catalogue.names[row.lesson_type_id],
        date=row.date, title=row.ledger_title, part="observer", content=lesson, session=lesson,
        labels=labels, evidence=REFLECTED if row.reflection else NONE,
    )  # fmt: skip


def observations_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all observations of a semester, and what those that stand are known as."""
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester)
    rows = list(rows.select_related("subject", "lesson_type").order_by("pk"))
    standing = [row for row in rows if row.withdrawn_at is None]
    return [observation_key(row) for row in rows], observation_facts(standing, catalogue)


@transaction.atomic
def save_observations(observations: list[Observation], *, actor, reason: str) -> Settled:
    """Record new observations and correct known ones; the ledger follows, for whoever gave the lessons too."""
    teachers = teachers_of(observations)
    settled = credits.save_records(
        observations, key=observation_key, facts=observation_facts, reason=reason, actor=actor
    )
    propose_lessons(observations, teachers, reason=reason, actor=actor)
    return settled


@transaction.atomic
def withdraw_observations(observations: list[Observation], *, actor, now, reason: str) -> Settled:
    """Withdraw observations: readable still, counted no more."""
    settled = credits.withdraw_records(observations, key=observation_key, reason=reason, actor=actor, now=now)
    propose_lessons(observations, teachers_of(observations), reason=reason, actor=actor)
    return settled


def sent_before(observer: StaffMember, once: UUID | None) -> Observation | None:
    """The observation this key has already brought, None for a new key or without one."""
    return Observation.objects.filter(observer=observer, once=once).first() if once else None


@transaction.atomic
def log_observation(
    observation: Observation, *, actor, now: datetime, photos=(), once: UUID | None = None
) -> Observation:
    """Record a lesson on a page, with its pictures, and tell the observed teacher.

    With a key (``once``) that has come before, nothing is written and the observation of that time is answered.
    Raises ValidationError for a picture that cannot be used.
    """
    credits.lock_ledger(observation.school_id)
    if known := sent_before(observation.observer, once):
        return known
    observation.once, observation.asked_at = once, now
    save_observations([observation], actor=actor, reason="")
    _add_photos(observation, photos, actor)
    _ask_teacher(
        observation, gettext_lazy("{observer} observed your lesson {lesson}"), actor=actor, now=now,
        occasion="logged",
    )  # fmt: skip
    return observation


def _add_photos(observation: Observation, photos, actor) -> None:
    if observation.photos.count() + len(photos) > MOST_PHOTOS:
        raise ValidationError(
            {"photos": _("At most %(n)d pictures of a lesson: take some out.") % {"n": MOST_PHOTOS}}
        )
    for upload in photos:
        stored = files.store(
            upload, school=observation.school, actor=actor, kinds={FileKind.IMAGE}, field="photos"
        )
        ObservationPhoto.objects.create(school=observation.school, observation=observation, file=stored)


@transaction.atomic
def correct_observation(
    observation: Observation, *, actor, now: datetime, reason: str, photos=(), dropped=()
) -> Observation:
    """Write a corrected observation and what it was before; entries that no longer hold are reversed.

    What the observed teacher has read and acknowledged is another thing now: they are asked again. ``dropped``
    are pictures to take out; their bytes go too. Raises Conflict when it was changed or withdrawn meanwhile.
    """
    credits.lock_ledger(observation.school_id)
    before = Observation.objects.select_related("teacher", "observer", "subject", "lesson_type").get(
        pk=observation.pk
    )
    _refuse_withdrawn(before)
    changes = corrections(before, observation)
    for photo in dropped:
        photo.delete()
        files.discard(photo.file)
    pictures = [_("pictures")] if photos or dropped else []
    if changes or pictures:
        observation.asked_at, observation.acknowledged_at = now, None
    save_observations([observation], actor=actor, reason=reason)
    _add_photos(observation, photos, actor)
    if not changes and not pictures:
        return observation
    noted = [*changes, *({"name": "photos", "before": "", "after": ""} for _picture in pictures)]
    event = _note(observation, Act.CORRECTED, actor=actor, text=reason, changes=noted)
    if before.teacher_id != observation.teacher_id:
        notices.finish(school=observation.school, key=observation_key(observation), now=now)
    _ask_teacher(
        observation, gettext_lazy("{observer} corrected the record of your lesson {lesson}"), actor=actor,
        now=now, occasion=f"event:{event.pk}",
    )  # fmt: skip
    return observation


@transaction.atomic
def withdraw_observation(observation: Observation, *, actor, now: datetime, reason: str) -> None:
    """Withdraw one on its page and tell the observed teacher. Raises Conflict when it is withdrawn already."""
    credits.lock_ledger(observation.school_id)
    _refuse_withdrawn(_locked(observation))
    withdraw_observations([observation], actor=actor, now=now, reason=reason)
    _note(observation, Act.WITHDRAWN, actor=actor, text=reason)
    notices.finish(school=observation.school, key=observation_key(observation), now=now)
    _tell(
        [observation.teacher], observation, NoticeKind.OBSERVATION, actor=actor, now=now, occasion="withdrawn",
        title=gettext_lazy("The record of your lesson {lesson} was withdrawn"),
    )  # fmt: skip


@transaction.atomic
def reply_to_observation(
    observation: Observation, *, actor, now: datetime, text: str, once: UUID | None = None
) -> ObservationEvent:
    """Answer in the conversation of observer and observed teacher; the other one is told.

    Raises ValidationError for an empty answer, Conflict when the observation was withdrawn meanwhile.
    """
    found = _locked(observation)
    if known := found.events.filter(once=once).first() if once else None:
        return known
    _refuse_withdrawn(found)
    if not text.strip():
        raise ValidationError({"text": _("Write a few words first.")})
    event = _note(found, Act.REPLIED, actor=actor, text=text.strip(), once=once)
    _tell(
        [found.observer, found.teacher], found, NoticeKind.OBSERVATION, actor=actor, now=now,
        occasion=f"event:{event.pk}",
        title=gettext_lazy("{actor} answered about the lesson {lesson}"),
    )  # fmt: skip
    return event


@transaction.atomic
def acknowledge_observation(
    observation: Observation, *, actor, now: datetime, text: str = "", once: UUID | None = None
) -> None:
    """The observed teacher has read it, with an answer or without; the observer is told.

    Raises Conflict when it was acknowledged before (not by the same press), or withdrawn meanwhile.
    """
    found = _locked(observation)
    if once and found.events.filter(once=once).exists():
        return
    _refuse_withdrawn(found)
    if found.acknowledged_at:
        raise Conflict(_("You have acknowledged this already."))
    found.acknowledged_at = now
    found.save(update_fields=["acknowledged_at", "updated_at"])
    event = _note(found, Act.ACKNOWLEDGED, actor=actor, text=text.strip(), once=once)
    notices.finish(school=found.school, key=observation_key(found), now=now, members=[found.teacher])
    _tell(
        [found.observer], found, NoticeKind.OBSERVATION, actor=actor, now=now, occasion=f"event:{event.pk}",
        title=gettext_lazy("{teacher} has read your record of {lesson}"),
    )  # fmt: skip


def _locked(observation: Observation) -> Observation:
    rows = Observation.objects.select_for_update(of=("self",))
    return rows.select_related("school", "observer", "teacher", "subject", "lesson_type").get(
        pk=observation.pk
    )


def _refuse_withdrawn(observation: Observation) -> None:
    if observation.withdrawn_at is not None:
        raise Conflict(_("This record has been withdrawn meanwhile; nothing was saved."))


def _note(observation: Observation, act: Act, *, actor, text="", changes=(), once=None) -> ObservationEvent:
    return ObservationEvent.objects.create(
        school_id=observation.school_id, observation=observation, act=act, actor=actor, text=text,
        changes=list(changes), once=once,
    )  # fmt: skip


def _ask_teacher(observation: Observation, title, *, actor, now, occasion: str) -> None:
    """Ask the observed teacher to read it; what they were asked before is over."""
    key, teacher = observation_key(observation), observation.teacher
    notices.finish(school=observation.school, key=key, now=now, members=[teacher])
    _tell(
        [teacher], observation, NoticeKind.ACKNOWLEDGE, actor=actor, now=now, occasion=occasion, title=title
    )


def _tell(members, observation: Observation, kind, *, actor, now, occasion: str, title) -> None:
    """Tell people of the school who are still there; ``title`` has places for observer, teacher and lesson."""
    day: date = timezone.localdate(now)
    there = [member for member in members if member.left_on is None or member.left_on >= day]
    named = format_lazy(
        title, observer=observation.observer.name, teacher=observation.teacher.name, lesson=observation.called,
        actor=actor.name if actor else "",
    )  # fmt: skip
    notices.notify(
        members=there, kind=kind, actor=actor, now=now, title=named,
        key=f"{observation_key(observation)}:{occasion}", url=observation.get_absolute_url(),
    )  # fmt: skip
