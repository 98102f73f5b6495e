import rules

from apps.core.permissions import seated

rules.add_perm("calendars.view_calendar", seated)
rules.add_perm("calendars.change_subscription", seated)
