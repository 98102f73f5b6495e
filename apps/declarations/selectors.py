"""Reads of declarations."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.approvals.things import Draft
from apps.core.templatetags.core import amount
from apps.credits.choices import OUTSIDE, Family
from apps.credits.models import Entry, EntryKind, SemesterSeal
from apps.credits.selectors import is_closed
from apps.credits.sources import by_default, work_behind
from apps.credits.wording import labels_named
from apps.declarations.models import Declaration, DeclarationDraft
from apps.files import services as files
from apps.groups.choices import GroupKind
from apps.groups.models import Group, Membership
from apps.schools.choices import Level
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember

INSPECTION = (
    "检查"  # by this in its name a kind is taken for an inspection rather than for what is counted at one
)
# What a draft says, in the order it is read.
SAID = (
    "category", "title", "organiser", "labels", "starts_on", "ends_on", "hours", "days", "times", "level",
    "certificate",
)  # fmt: skip
# Groups of people who teach.
TEACHING = (GroupKind.LESSON_PREPARATION, GroupKind.TEACHING_RESEARCH, GroupKind.GRADE)


def where_it_counts(school: School, last_day: date, today: date) -> tuple[Semester | None, date]:
    """The semester and the day something that ended on ``last_day`` counts in: its own, with the holidays after it;
    where that one is closed, or lies before all that the school knows, the present one and the day it is declared.
    """
    semesters = Semester.objects.filter(school=school).select_related("year")
    own = semesters.begun_by(last_day).first()
    if own is not None and not is_closed(own):
        return own, last_day
    return semesters.around(today).first(), today


def groups_to_inspect(user, today: date) -> QuerySet[Group]:
    """Whose teachers a user may look through the work of: all that teach for the office, else those they lead."""
    rows = Group.objects.visible_to(user).filter(kind__in=TEACHING).between(today)
    return rows if user.seat.is_office else rows.filter(pk__in=user.seat.led_group_ids)


def inspected_in(group: Group, user, today: date) -> QuerySet[StaffMember]:
    """The members of a group today, whoever inspects left out."""
    held = Membership.objects.filter(group=group).between(today)
    rows = StaffMember.objects.filter(pk__in=held.values("member")).on_roll(today)
    return rows.exclude(pk=user.seat.member_id)


def kinds_inspected(school_id: int) -> QuerySet[EntryKind]:
    """Other work that the school knows itself, without a certificate: inspections, and what is counted at them."""
    kinds = EntryKind.objects.filter(school_id=school_id, family=Family.OTHER, needs_proof=False, code="")
    return kinds.annotate(is_inspection=Q(name__contains=INSPECTION))


def noted_already(authors, kind: EntryKind, first: date, last: date) -> list[str]:
    """Whose work of a kind has been counted for some of these days, by name."""
    rows = Declaration.objects.live().filter(author__in=authors, category=kind)
    rows = rows.filter(starts_on__lte=last, ends_on__gte=first).order_by("author__number")
    return list(dict.fromkeys(rows.values_list("author__name", flat=True)))


def counted_today(school: School, today: date) -> tuple[list[tuple[date | None, date]], Semester | None]:
    """The spans of last days of which a declaration counts on the day it is declared, as (first, last), None for from
    ever on; and the semester that is.
    """
    closed = SemesterSeal.objects.filter(semester=OuterRef("pk")).unbroken()
    rows = Semester.objects.filter(school=school, starts_on__lte=today).select_related("year")
    semesters = list(rows.annotate(is_closed=Exists(closed)).order_by("starts_on"))
    spans, since, is_shut = [], None, True
    for semester in semesters:
        if is_shut and not semester.is_closed:
            spans.append((since, semester.starts_on - timedelta(1)))
        if semester.is_closed and not is_shut:
            since = semester.starts_on
        is_shut = semester.is_closed
    return spans, semesters[-1] if semesters else None


def snapshot(declaration: Declaration) -> dict[str, str]:
    """What it says, as text, for its draft."""
    values = {name: getattr(declaration, name) for name in SAID} | {"labels": labels_said(declaration)}
    said = {name: amount(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    return {name: str(value) for name, value in said.items() if value not in (None, "")}


def labels_said(declaration: Declaration) -> str:
    """Its labels in the words of the school's rules; without a query where it has none."""
    words = labels_named(declaration.school_id) if declaration.labels else {}
    return "、".join(words.get(code, code) for code in declaration.labels)


def draft_of(declaration_id: int, number: int) -> Draft | None:
    """A draft for its readers: a line for each thing it says, and the proof."""
    found = DeclarationDraft.objects.select_related("file")
    draft = found.filter(declaration=declaration_id, number=number).first()
    if draft is None:
        return None
    levels = dict(Level.choices)
    lines = []
    for name in SAID:
        if value := draft.said.get(name):
            label = Declaration._meta.get_field(name).verbose_name
            shown = str(levels.get(value, value)) if name == "level" else value
            lines.append(_("%(label)s: %(value)s") % {"label": str(label).capitalize(), "value": shown})
    url = reverse("declarations:draft_file", args=[declaration_id, number])
    heading = pgettext("of declared hours", "What is declared")
    return Draft(parts=(("said", heading, "\n".join(lines)),), **files.shown(draft.file, url))


def explain_declaration(entry: Entry) -> list[str]:
    """What was declared and who recognised it; only what is stored."""
    work = work_behind(entry)
    said = [_("“%(title)s” was declared.") % {"title": entry.title}]
    if work.get("hours"):
        said.append(_("Hours on the certificate: %(n)s.") % {"n": work["hours"]})
    if work.get("days"):
        said.append(_("Days: %(n)s.") % {"n": work["days"]})
    if entry.count > 1:
        said.append(_("How many: %(n)s.") % {"n": entry.count})
    level = dict(Level.choices).get(work.get("level"))
    if level:
        said.append(_("Its level: %(level)s.") % {"level": level})
    if "certificate" in work.get("evidence", ()):
        said.append(_("The certificate lies with it."))
    stamps = work.get("stamps") or {}
    if stamps.get("school"):
        said.append(_("Recognised by the school on %(day)s.") % {"day": stamps["school"]})
    if stamps.get("bureau"):
        said.append(_("Verified by the county on %(day)s.") % {"day": stamps["bureau"]})
    if by_default(entry):
        said.append(_("By the default rule the hours of the certificate count."))
    return said


def recorded_otherwise(user, declaration: Declaration):
    """Entries of activities away from the school that the same person has on these days: perhaps the same twice."""
    return (
        Entry.objects.visible_to(user)
        .standing()
        .filter(
            member_id=declaration.author_id, kind__family=Family.ACTIVITY, kind__code=OUTSIDE.partition("/")[2],
            date__range=(declaration.starts_on, declaration.ends_on),
        )
        .order_by("date", "pk")
    )  # fmt: skip
