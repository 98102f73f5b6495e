"""Who sees which declaration is in ``ReviewedQuerySet.visible_to``: whose it is, leaders, those who see the school,
and whoever it lies or lay with."""

import rules

from apps.approvals.permissions import handed_in_as, reads_proof_of
from apps.core.permissions import admitted, office, on_the_staff, standing
from apps.declarations.models import SOURCE


@rules.predicate
def leads(user):
    return user.seat is not None and user.seat.is_leader


rules.add_perm("declarations.add_inspection", on_the_staff & (office | leads))
rules.add_perm("declarations.view_declaration", admitted)
rules.add_perm("declarations.view_proof", admitted & reads_proof_of(SOURCE))
rules.add_perm("declarations.add_declaration", office)
rules.add_perm("declarations.change_declaration", office & standing)
rules.add_perm("declarations.submit_declaration", on_the_staff)
rules.add_perm("declarations.resubmit_declaration", handed_in_as(SOURCE))
