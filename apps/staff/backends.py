"""Log-in by e-mail, by log-in name (QSZX-T001) or by staff number alone."""

from django.contrib.auth.backends import BaseBackend

from apps.core.text import clean_code
from apps.staff.models import StaffMember, User


def find_user(typed: str, school_code: str = "") -> User | None:
    """The one user meant by what was typed; None when nobody or more than one fits."""
    typed = typed.strip()
    if "@" in typed:
        return User.objects.filter(email__iexact=typed).first()
    code = clean_code(typed)
    by_login = User.objects.filter(login=code).first()
    if by_login:
        return by_login
    members = StaffMember.objects.filter(number=code, left_on=None).exclude(user=None).select_related("user")
    if school_code:
        members = members.filter(school__code=school_code)
    found = list(members[:2])
    return found[0].user if len(found) == 1 else None


class StaffNumberBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None, school_code="", **kwargs):
        if not username or password is None:
            return None
        user = find_user(username, school_code)
        if user is None:
            User().set_password(password)  # as slow as a real check, so that numbers cannot be told apart
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).first()
