import rules

from apps.core.permissions import office, seated

rules.add_perm("schools.view_school", seated)
rules.add_perm("schools.change_school", office)
