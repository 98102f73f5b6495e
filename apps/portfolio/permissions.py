"""Who sees which work is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.approvals.permissions import handed_in_as
from apps.core.permissions import admitted, office, on_the_staff, standing
from apps.portfolio.models import SOURCE

rules.add_perm("portfolio.view_work", admitted)
rules.add_perm("portfolio.add_work", office)
rules.add_perm("portfolio.change_work", office & standing)
rules.add_perm("portfolio.submit_work", on_the_staff)
rules.add_perm("portfolio.resubmit_work", handed_in_as(SOURCE))
