import rules

from apps.core import clock
from apps.core.permissions import admitted, office, principal, seated, sees_school
from apps.staff.selectors import ADMINISTRATOR, powers_of_log_in


@rules.predicate
def oneself(user, member=None):
    return member is not None and user.seat is not None and member.pk == user.seat.member_id


@rules.predicate
def leads(user, member=None):
    """Leads a group the staff member belongs to."""
    return member is not None and user.seat is not None and member.pk in user.seat.led_member_ids


@rules.predicate
def disposes_of_log_in(user, member=None):
    """Whoever makes a password can log in with it. So the office makes those of teachers, leaders and its own;
    a log-in that could do more only someone who may do as much: a principal's a principal, an administrator's an
    administrator of this school's office, who may also do a principal's."""
    seat = user.seat
    if seat is None:
        return False
    needed = powers_of_log_in(member, clock.today()) if member is not None else set()
    if not needed:
        return seat.is_office
    if seat.is_office and user.may_open_schools:
        return True
    return seat.is_principal and ADMINISTRATOR not in needed


rules.add_perm("staff.view_staffmember", seated)
# Birth date, sex and dates of service: oneself, office, principals and the leading group.
rules.add_perm("staff.view_personal", sees_school | oneself)
rules.add_perm("staff.view_log_in", office | principal | oneself)
# What a colleague did and the hours of it.
rules.add_perm("staff.view_record", sees_school | oneself | leads)
rules.add_perm("staff.add_staffmember", office)
rules.add_perm("staff.change_staffmember", office)
rules.add_perm("staff.issue_password", disposes_of_log_in)
# One's own log-in: e-mail, joining another of one's own.
rules.add_perm("staff.change_account", admitted)
