"""Who sees which plan is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("lessonplans.view_lessonplan", seated)
rules.add_perm("lessonplans.add_lessonplan", office)
rules.add_perm("lessonplans.change_lessonplan", office & standing)
