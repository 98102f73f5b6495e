import rules

from apps.core.permissions import admitted, sees_school

rules.add_perm("portal.view_home", admitted)
rules.add_perm("portal.view_school_home", sees_school)
