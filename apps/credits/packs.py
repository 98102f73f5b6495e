"""What follows when a rule pack begins or ends to hold."""

from django.utils.translation import gettext as _

from apps.credits.models import RulePack
from apps.credits.services.revaluing import latest_revaluing, request_revaluing
from apps.jobs.models import Job


def published(pack: RulePack, *, actor) -> None:
    """Have the school's work valued anew, by the packs that hold now; what is not changed by them stays as it is."""
    reason = _("Rule pack %(pack)s") % {"pack": pack}
    request_revaluing(school=pack.school, reason=reason[:200], actor=actor, pack=pack)


def following(pack: RulePack) -> Job | None:
    """The valuing anew that a published pack last gave rise to."""
    return None if pack.is_draft else latest_revaluing(pack.school_id, pack)
