"""What follows when a rule pack begins or ends to hold."""

from django.utils.translation import gettext as _

from apps.credits import services
from apps.credits.models import RulePack


def published(pack: RulePack, *, actor) -> None:
    """Value the school's work anew, by the packs that hold now; what is not changed by them stays as it is."""
    reason = _("Rule pack %(pack)s") % {"pack": pack}
    services.revalue(pack.school, reason=reason[:200], actor=actor)
