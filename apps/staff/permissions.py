import rules

from apps.core.permissions import office, seated, sees_school


@rules.predicate
def oneself(user, member=None):
    return member is not None and user.seat is not None and member.pk == user.seat.member_id


@rules.predicate
def leads(user, member=None):
    """Leads a group the staff member belongs to."""
    return member is not None and user.seat is not None and member.pk in user.seat.led_member_ids


rules.add_perm("staff.view_staffmember", seated)
# Birth date, sex and dates of service: oneself, office, principals and the leading group.
rules.add_perm("staff.view_personal", sees_school | oneself)
# What a colleague did and the hours of it.
rules.add_perm("staff.view_record", sees_school | oneself | leads)
rules.add_perm("staff.add_staffmember", office)
rules.add_perm("staff.change_staffmember", office)
rules.add_perm("staff.issue_password", office)
# One's own log-in: e-mail, joining another of one's own.
rules.add_perm("staff.change_account", seated)
