import rules

from apps.core.permissions import office, seated

rules.add_perm("groups.view_group", seated)
rules.add_perm("groups.add_group", office)
rules.add_perm("groups.change_group", office)
# Choosing in which of one's schools to sit.
rules.add_perm("groups.switch_school", seated)
