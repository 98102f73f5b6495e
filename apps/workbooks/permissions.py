"""Workbooks are the office's and the principals'; whoever may open schools may upload the workbook of a new one."""

import rules

from apps.core.permissions import office, principal, seated


@rules.predicate
def opens_schools(user):
    return user.seat is not None and user.may_open_schools


rules.add_perm("workbooks.view_workbook", office | principal | opens_schools)
rules.add_perm("workbooks.add_import", office | principal | opens_schools)
rules.add_perm("workbooks.export_semester", office | principal)
rules.add_perm("workbooks.view_format", seated)
