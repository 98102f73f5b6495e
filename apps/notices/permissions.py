import rules

from apps.core.permissions import admitted, office, on_the_staff

rules.add_perm("notices.view_notice", admitted)
rules.add_perm("notices.change_choice", on_the_staff)
rules.add_perm("notices.change_robot", office)
