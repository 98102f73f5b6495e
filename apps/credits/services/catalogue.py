"""Acts on the catalogue of kinds."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.credits.choices import KNOWN_TO_THE_SCHOOL, STANDARD_KINDS, Family
from apps.credits.models import Entry, EntryKind
from apps.credits.models.documents import RuleDocument
from apps.credits.wording import kind_key
from apps.schools.models import School


def open_catalogue(school: School) -> None:
    """Give a new school the standard entry kinds; kinds it has already are left alone."""
    kinds = [
        EntryKind(school=school, family=family, code=code, name=name, position=position)
        for position, (family, code, name) in enumerate(STANDARD_KINDS)
    ]
    for kind in kinds:
        kind.needs_proof = kind.family == Family.OTHER and kind.code not in KNOWN_TO_THE_SCHOOL
    EntryKind.objects.bulk_create(kinds, ignore_conflicts=True)


def check_kind(kind: EntryKind) -> None:
    """Raise ValidationError when the family has a kind of this name, or a kind in use would change its family."""
    namesakes = EntryKind.objects.filter(school_id=kind.school_id, family=kind.family, name=kind.name)
    if namesakes.exclude(pk=kind.pk).exists():
        raise ValidationError({"name": _("There is a kind of this name already. Choose another name.")})
    before = EntryKind.objects.filter(pk=kind.pk).first()
    if before is not None and before.name != kind.name and not before.code:
        _check_name(before)
    if before is None or before.family == kind.family:
        return
    if before.code:
        raise ValidationError({"family": _("A standard kind stays in its family. Add a kind of your own.")})
    if Entry.objects.filter(kind=kind).exists():
        raise ValidationError(
            {"family": _("Work has been recognised as this kind, so its family stays. Add another kind.")}
        )


def _check_name(kind: EntryKind) -> None:
    """Rules name a school's own kinds by their names: raise ValidationError where a published document does.

    A published version carries the words of the kinds it speaks of.
    """
    named = kind_key(kind.family, kind.code, kind.name)
    for document in RuleDocument.__subclasses__():
        rows = document.objects.filter(school_id=kind.school_id).published()
        if any(named in names.get("kind", {}) for names in rows.values_list("names", flat=True)):
            raise ValidationError(
                {
                    "name": _(
                        "A published rule pack or scheme speaks of this kind, so its name stays. Add another kind."
                    )
                }
            )


def save_kind(kind: EntryKind) -> EntryKind:
    """Write a kind of the school's catalogue. Raises ValidationError by field."""
    check_kind(kind)
    kind.save()
    return kind
