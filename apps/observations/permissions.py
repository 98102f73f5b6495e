import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("observations.view_observation", seated)
rules.add_perm("observations.change_observation", office & standing)
