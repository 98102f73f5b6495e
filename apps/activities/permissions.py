"""Everyone in the school sees its activities; who sees whose attendance is in ``AttendanceQuerySet.visible_to``."""

import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("activities.view_activity", seated)
rules.add_perm("activities.add_activity", office)
rules.add_perm("activities.change_activity", office & standing)
