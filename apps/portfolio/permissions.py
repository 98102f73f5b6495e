import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("portfolio.view_work", seated)
rules.add_perm("portfolio.change_work", office & standing)
