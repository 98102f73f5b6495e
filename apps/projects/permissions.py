import rules

from apps.core.permissions import office, seated

rules.add_perm("projects.view_project", seated)
rules.add_perm("projects.change_project", office)
