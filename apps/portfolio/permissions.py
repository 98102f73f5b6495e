"""Who sees which work is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("portfolio.view_work", seated)
rules.add_perm("portfolio.add_work", office)
rules.add_perm("portfolio.change_work", office & standing)
