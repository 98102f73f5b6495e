import rules

from apps.core.permissions import seated, sees_school

rules.add_perm("portal.view_home", seated)
rules.add_perm("portal.view_school_home", sees_school)
