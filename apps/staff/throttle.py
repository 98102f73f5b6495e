"""How many wrong passwords are too many, and for whom. django-axes asks; the counts lie in Valkey.

Three things are counted, each by itself: an account at one place (an address, or a device it was used on before),
an account over all addresses, and an address over all accounts. A log-in that succeeds forgets what was counted
against its own account and never what was counted against the address, so one good account gives no more guesses
at others. An account guessed at from many addresses has to wait longer and longer; a device it was used on before
is counted apart, so that no stranger can keep its owner out, and a password newly issued begins a new count.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.conf import settings
from django.core import signing
from django.core.cache import cache

from apps.staff.backends import account_of

MINUTE = 60
DEVICE_COOKIE = "device"
DEVICE_USERS = 8  # of a computer many share: those who logged in last
DEVICE_AGE = 400 * 24 * 3600


@dataclass(frozen=True)
class Limit:
    """So many failures; then a wait of so many seconds, doubled with each further failure up to the longest."""

    failures: int
    wait: int
    longest: int
    memory: int  # seconds after the first failure of a count at which it is forgotten

    def wait_after(self, failures: int) -> int:
        over = failures - self.failures
        return 0 if over < 0 else min(self.wait * 2 ** min(over, 20), self.longest)


HERE = Limit(failures=5, wait=15 * MINUTE, longest=15 * MINUTE, memory=15 * MINUTE)
# Room for a whole school behind one router.
ADDRESS = Limit(failures=100, wait=15 * MINUTE, longest=15 * MINUTE, memory=15 * MINUTE)
EVERYWHERE = Limit(failures=10, wait=MINUTE, longest=60 * MINUTE, memory=24 * 60 * MINUTE)


class Counter:
    """Failures of one kind, with the moment until which nothing more is looked at."""

    def __init__(self, limit: Limit, *of: str):
        name = hashlib.sha256("\0".join(of).encode()).hexdigest()
        self.limit, self.count, self.until = limit, f"throttle:{name}:count", f"throttle:{name}:until"

    def wait(self) -> int:
        """Seconds still to wait."""
        return max(0, round(cache.get(self.until, 0) - time.time()))

    def failed(self) -> None:
        cache.add(self.count, 0, timeout=self.limit.memory)
        try:
            failures = cache.incr(self.count)
        except ValueError:  # forgotten between the two
            failures = 1
        if wait := self.limit.wait_after(failures):
            cache.set(self.until, time.time() + wait, timeout=wait)

    def forget(self) -> None:
        cache.delete_many([self.count, self.until])


@dataclass
class Attempt:
    """What a wrong password of this request counts against."""

    own: list[Counter]
    address: Counter

    def wait(self) -> int:
        return max(counter.wait() for counter in [*self.own, self.address])

    def failed(self) -> None:
        for counter in [*self.own, self.address]:
            counter.failed()

    def succeeded(self) -> None:
        for counter in self.own:
            counter.forget()


def attempt_of(request, credentials: dict | None) -> Attempt:
    """The counters of a password tried; the same object whenever this request asks for the same account."""
    account, address = account_of(request, credentials), client_address(request)
    known = request.__dict__.setdefault("_attempts", {})
    if account not in known:
        device, users = _device_of(request)
        if account.partition(":")[0] in users:
            own = [Counter(HERE, "device", device, account)]
        else:
            own = [Counter(HERE, "address", address, account), Counter(EVERYWHERE, "account", account)]
        known[account] = Attempt(own, Counter(ADDRESS, "address", address))
    return known[account]


def succeeded(request) -> None:
    """The password tried with this request was right: what was counted against its account is forgotten."""
    for attempt in request.__dict__.get("_attempts", {}).values():
        attempt.succeeded()


def remember_device(request, response, user) -> None:
    """Note on the device that this user logged in on it, for a count of its own."""
    device, users = _device_of(request)
    users = [str(user.pk), *(pk for pk in users if pk != str(user.pk))][:DEVICE_USERS]
    response.set_cookie(
        DEVICE_COOKIE, signing.dumps([device, users], salt=DEVICE_COOKIE), max_age=DEVICE_AGE, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _device_of(request) -> tuple[str, list[str]]:
    """A device's own name, and the keys of the users who logged in on it."""
    try:
        device, users = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_COOKIE, max_age=DEVICE_AGE
        )
    except signing.BadSignature:
        return secrets.token_urlsafe(12), []
    return device, users


class Throttle(AbstractAxesHandler, AxesBaseHandler):
    """What django-axes asks when a password is tried, and tells when it was wrong or right."""

    def get_failures(self, request, credentials=None) -> int:
        """Answers in seconds to wait; with a limit of one, any wait locks."""
        return attempt_of(request, credentials).wait()

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Count it, unless it was not looked at because of a wait, which it must not prolong."""
        if request is None:
            return
        attempt = attempt_of(request, credentials)
        if not request.axes_locked_out:
            attempt.failed()
        if attempt.wait():
            request.axes_locked_out = True
            request.axes_credentials = credentials

    def user_logged_in(self, sender, request, user, **kwargs):
        succeeded(request)

    def user_logged_out(self, sender, request, user, **kwargs):
        """Nothing is counted."""


def client_address(request) -> str:
    """The peer, or behind the trusted proxy the last address that the proxy itself wrote."""
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")
