"""What follows when a rule pack begins or ends to hold, and what holds without one."""

from django.utils.translation import gettext as _

from apps.credits.choices import Unit
from apps.credits.models import RulePack
from apps.credits.selectors.packs import default_pack
from apps.credits.services.revaluing import latest_revaluing, request_revaluing
from apps.jobs.models import Job


def published(pack: RulePack, *, actor) -> None:
    """Have the school's work valued anew, by the packs that hold now; what is not changed by them stays as it is."""
    reason = _("Rule pack %(pack)s") % {"pack": pack}
    request_revaluing(school=pack.school, reason=reason[:200], actor=actor, pack=pack)


def following(pack: RulePack) -> Job | None:
    """The valuing anew that a published pack last gave rise to."""
    return None if pack.is_draft else latest_revaluing(pack.school_id, pack)


def without(pack: RulePack) -> str:
    """How work is counted on days for which the school has no pack of this unit."""
    if pack.gives == Unit.HOURS:
        return default_pack().note
    return _("Work is no longer given any %(unit)s.") % {"unit": pack.get_gives_display()}
