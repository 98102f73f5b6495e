"""Who may see the summary of a school, print it and write its words.

A summary tells of the whole school: its figures are counted without ``visible_to``, so the question is asked here, at
the door, about the semester (``selectors``).
"""

import rules

from apps.core.permissions import office, sees_school


@rules.predicate
def of_own_school(user, thing=None):
    """The semester, or the finished run, belongs to the school one sits in; true as well of none in particular."""
    return thing is None or thing.school_id == user.seat.school.pk


rules.add_perm("reports.view_summary", sees_school & of_own_school)
rules.add_perm("reports.print_summary", sees_school & of_own_school)
rules.add_perm("reports.change_text", office & of_own_school)
