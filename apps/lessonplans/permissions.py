import rules

from apps.core.permissions import office, seated, standing

rules.add_perm("lessonplans.view_lessonplan", seated)
rules.add_perm("lessonplans.change_lessonplan", office & standing)
