import rules

from apps.core.permissions import office, sees_school

rules.add_perm("reports.view_summary", sees_school)
rules.add_perm("reports.print_summary", sees_school)
rules.add_perm("reports.change_text", office)
