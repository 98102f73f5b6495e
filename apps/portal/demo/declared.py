"""Hours that teachers of the demo school have declared, in every state of their review."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.services import hand_in
from apps.groups.selectors import seat_of
from apps.portal.demo.roster import Roster
from apps.portal.demo.texts import text

# How many approvals each state takes; the county decides on paper, which the office records.
APPROVALS = {"approved": 2, "county": 1, "waiting": 0, "returned": 0}


def declare_hours(roster: Roster, today: date) -> None:
    """What ended before the semester began is left out."""
    data, kinds = text("declarations"), kinds_of(roster)
    for code, title, organiser, ago, days, hours, level, number, state in data["rows"]:
        last = today - timedelta(days=ago)
        first, person = last - timedelta(days=days - 1), roster.people[number]
        if first < roster.semesters[-1].starts_on or not person.is_here(last):
            continue
        row = Declaration(
            school=roster.school, author=person.member, category=kinds[code], title=title, organiser=organiser,
            starts_on=first, ends_on=last, hours=Decimal(hours), days=Decimal(days), level=level,
            certificate=f"{last:%Y}-{ago:03}",
        )  # fmt: skip
        hand_in(row, proof=certificate(), actor=person.member.user, today=today, now=timezone.now())
        _review(Case.objects.get(subject=SOURCE, target_id=row.pk), state, roster, data["opinion"], today)


def kinds_of(roster: Roster) -> dict[str, EntryKind]:
    return {kind.code: kind for kind in EntryKind.objects.filter(school=roster.school, family=Family.OTHER)}


def _review(case: Case, state: str, roster: Roster, opinion: str, today: date) -> None:
    roster.actor.seat = seat_of(roster.actor, today=today)
    for _step in range(APPROVALS[state]):
        case = approval.approve(case, actor=roster.actor, today=today)
    if state == "returned":
        approval.return_case(case, actor=roster.actor, opinion=opinion)


def certificate() -> SimpleUploadedFile:
    """A picture such as a telephone takes of a certificate: a frame, lines of writing, a seal."""
    picture = Image.new("RGB", (840, 600), "#fbf6e9")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 24, 816, 576), outline="#b8402a", width=6)
    pen.rectangle((40, 40, 800, 560), outline="#d9b98a", width=2)
    pen.rectangle((300, 90, 540, 130), fill="#3a3f4b")
    for n, end in enumerate((700, 720, 690, 520)):
        pen.rectangle((120, 200 + n * 48, end, 212 + n * 48), fill="#8b8f99")
    pen.ellipse((590, 400, 730, 540), outline="#b8402a", width=6)
    body = BytesIO()
    picture.save(body, "JPEG", quality=80)
    return SimpleUploadedFile("证书.jpg", body.getvalue())
