"""Each list and home page beside a bare view that returns the same bytes."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

from apps.core.views import Seated
from benchmarks.probe import PARTS, time_bare, time_page

# Beside homes and lists: what people open most.
DAILY = [
    ("teacher", "observations:observation_log"), ("teacher", "calendars:calendar"),
    ("teacher", "lessonplans:lessonplan_submit"), ("office", "approvals:inbox"),
    ("teacher", "requirements:owed"), ("leader", "requirements:risk"), ("office", "requirements:risk"),
    ("office", "requirements:burden"),
]  # fmt: skip
ROLES = ("teacher", "leader", "office", "principal")


def lists() -> list[str]:
    """Every page named ``…_list`` that needs nothing else; lists of the API are no pages."""
    found = []
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            if isinstance(name, str) and name.endswith("_list"):
                try:
                    found.append(reverse(f"{namespace}:{name}"))
                except NoReverseMatch:
                    continue
    return sorted(a for a in found if issubclass(getattr(resolve(a).func, "view_class", object), Seated))


def log_in(member) -> str:
    """The cookie of a session of this staff member."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.user.pk)
    session[BACKEND_SESSION_KEY] = "apps.staff.backends.StaffNumberBackend"
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def measure(bench, times: int, only: str):
    """Rows of the table: who, address, and the figures."""
    cookies = {role: log_in(bench.people[role]) for role in ROLES}
    wanted = [(role, reverse("portal:home")) for role in ROLES]
    wanted += [(role, reverse(name)) for role, name in DAILY]
    wanted += [("office", address) for address in lists()]
    for role, address in wanted:
        if only not in address:
            continue
        timing = time_page(address, cookies[role], times)
        yield role, address, timing, time_bare(timing.body, times)


HEADINGS = (
    "page", "as", "KB", "bare ms", "page ms", "ratio", "CPU ms", "queries", *(f"{part} ms" for part in PARTS)
)  # fmt: skip


def table(rows):
    yield HEADINGS
    for role, address, timing, bare in rows:
        yield (
            address, role, f"{len(timing.body) / 1024:.0f}", f"{bare:.2f}", f"{timing.total:.1f}",
            f"{timing.total / bare:.0f}", f"{timing.cpu:.1f}", str(timing.queries),
            *(f"{timing.parts[part]:.1f}" for part in PARTS),
        )  # fmt: skip
