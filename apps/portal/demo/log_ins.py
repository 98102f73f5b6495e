"""Who can log in to the demo school."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.portal.demo.texts import text
from apps.staff.demo import DEMO_PASSWORD
from apps.staff.models import StaffMember, User
from apps.staff.services import login_of

DEMO, NEIGHBOUR = text("school")["school"]["code"], text("school")["neighbour"]["code"]


@dataclass(frozen=True)
class LogIn:
    """One line of the table that ``demo_logins`` prints."""

    role: str
    school: str
    number: str
    may_open_schools: bool = False

    @property
    def login(self) -> str:
        return f"{self.school}-{self.number}"


LOG_INS = (
    LogIn(gettext_lazy("principal"), DEMO, "T001", may_open_schools=True),
    LogIn(gettext_lazy("teaching affairs office"), DEMO, "T004", may_open_schools=True),
    LogIn(gettext_lazy("group leader"), DEMO, "T006"),
    LogIn(gettext_lazy("teacher"), DEMO, "T007"),
    LogIn(gettext_lazy("teacher in two schools"), DEMO, text("school")["neighbour"]["shared"]),
    LogIn(gettext_lazy("principal of another school"), NEIGHBOUR, "T001"),
)


def give_log_in(member: StaffMember, log_in: LogIn) -> User:
    """A log-in with the demo password, not to be changed at once."""
    user = User.objects.create(
        login=login_of(member), password=_hashed(), name=member.name, may_open_schools=log_in.may_open_schools
    )
    member.user = user
    member.save(update_fields=["user", "updated_at"])
    return user


@cache
def _hashed() -> str:
    """Hashed once for all: the password is no secret, and each hashing takes a good part of a second."""
    return make_password(DEMO_PASSWORD)


def table() -> list[str]:
    """The log-ins as aligned lines, empty when the demo school is not here."""
    known = dict(User.objects.filter(login__in=[i.login for i in LOG_INS]).values_list("login", "name"))
    rows = [(i.login, known[i.login], str(i.role)) for i in LOG_INS if i.login in known]
    if not rows:
        return []
    width = max(len(login) for login, _name, _role in rows)
    lines = [f"  {login:<{width}}  {name} · {role}" for login, name, role in rows]
    return [_("Demo log-ins, all with the password %(password)s:") % {"password": DEMO_PASSWORD}, *lines]
