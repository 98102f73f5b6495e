import rules

from apps.core.permissions import office, on_the_staff, seated

rules.add_perm("notices.view_notice", seated)
rules.add_perm("notices.change_choice", on_the_staff)
rules.add_perm("notices.change_robot", office)
