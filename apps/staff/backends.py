"""Log-in by e-mail, by log-in name (QSZX-T001) or by staff number alone."""

from datetime import date

from django.contrib.auth.backends import BaseBackend

from apps.core import clock
from apps.core.text import clean_code
from apps.staff.models import User
from apps.staff.selectors import users_by_number


def find_users(typed: str, school_code: str, today: date) -> list[User]:
    """The users meant by what was typed: none, the one, or two when a number is held in several schools."""
    typed = typed.strip()
    if "@" in typed and (found := list(User.objects.filter(email__iexact=typed)[:1])):
        return found
    code = clean_code(typed)
    return list(User.objects.filter(login=code)[:1]) or users_by_number(code, today, school_code)


def account_of(request, credentials: dict | None) -> str:
    """Whose password is being tried, for counting guesses: the same user however the name is typed.

    It changes with the password, so that a password newly issued by the office is not locked out by old guesses.
    """
    typed = (credentials or request.POST).get("username") or ""
    school_code = (credentials or {}).get("school_code", "")
    known = request.__dict__.setdefault("_accounts", {})
    if (typed, school_code) not in known:
        found = find_users(typed, school_code, clock.today())
        name = (
            f"{found[0].pk}:{found[0].get_session_auth_hash()[:16]}" if len(found) == 1 else clean_code(typed)
        )
        known[typed, school_code] = name
    return known[typed, school_code]


class StaffNumberBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None, school_code="", **kwargs):
        if not username or password is None:
            return None
        found = find_users(username, school_code, clock.today())
        if len(found) != 1:
            User().set_password(password)  # as slow as a real check, so that numbers cannot be told apart
            return None
        user = found[0]
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).first()
