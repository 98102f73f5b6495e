"""Who sees which observation is in ``ObservationQuerySet.visible_to``: observer, observed teacher, their leaders, and
those who see the school.
"""

import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("observations.view_observation", seated)
rules.add_perm("observations.add_observation", office)
rules.add_perm("observations.change_observation", office & standing)
