"""Wrong passwords are counted for an account at an address, for an account, and for an address, each by itself."""

import uuid

import pytest
import time_machine
from django.contrib.auth import authenticate, login
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse

from apps.staff import throttle
from apps.staff.throttle import client_address
from tests import factories

PASSWORD = "清溪之水-2025"


@pytest.fixture
def user(db):
    user = factories.UserFactory(login=f"T-{uuid.uuid4().hex[:8].upper()}", email="shan@example.cn")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def log_in(rf, own_cache):
    """``log_in(login, password, address, device)``: the user, or None. ``device`` is the cookies of a browser."""

    def attempt(typed, password, address, device=None):
        request = rf.post("/", REMOTE_ADDR=address)
        request.COOKIES = device if device is not None else {}
        request.session = SessionStore()
        user = authenticate(request, username=typed, password=password)
        if user:
            login(request, user)
            response = HttpResponse()
            throttle.remember_device(request, response, user)
            request.COOKIES.update({name: morsel.value for name, morsel in response.cookies.items()})
        return user

    return attempt


def addresses(n):
    return [f"198.51.100.{place}" for place in range(1, n + 1)]


def test_the_sixth_guess_is_not_looked_at(user, log_in):
    for _ in range(5):
        assert log_in(user.login, "wrong", "192.0.2.7") is None
    assert log_in(user.login, PASSWORD, "192.0.2.7") is None


def test_another_spelling_is_no_further_guess(user, log_in):
    for typed in (user.login, user.login.lower(), f" {user.login} ", user.email, user.login):
        log_in(typed, "wrong", "192.0.2.7")
    assert log_in(user.email, PASSWORD, "192.0.2.7") is None


def test_the_account_stays_open_from_elsewhere(user, log_in):
    for _ in range(5):
        log_in(user.login, "wrong", "192.0.2.7")
    assert log_in(user.login, PASSWORD, "192.0.2.8") == user


def test_colleagues_at_the_same_address_are_not_locked_out(user, log_in):
    for guess in range(20):
        log_in(f"nobody-{guess % 5}", "wrong", "192.0.2.7")
    assert log_in(user.login, PASSWORD, "192.0.2.7") == user


def test_an_address_that_tries_many_accounts_is_stopped(user, log_in):
    for guess in range(100):
        log_in(f"nobody-{guess}", "wrong", "192.0.2.7")
    assert log_in(user.login, PASSWORD, "192.0.2.7") is None


def test_success_forgets_earlier_slips(user, log_in):
    for _ in range(2):
        for _ in range(4):
            log_in(user.login, "wrong", "192.0.2.7")
        assert log_in(user.login, PASSWORD, "192.0.2.7") == user


def test_a_good_account_gives_no_more_guesses_at_others(user, log_in):
    own = factories.UserFactory(login=f"O-{uuid.uuid4().hex[:8].upper()}", password=PASSWORD)
    for guess in range(100):
        log_in(f"nobody-{guess}", "wrong", "192.0.2.7")
        if guess % 3 == 0:
            log_in(own.login, PASSWORD, "192.0.2.7")
    assert log_in(user.login, PASSWORD, "192.0.2.7") is None


def test_the_wait_of_an_address_ends(user, log_in, now):
    with time_machine.travel(now, tick=False) as clock:
        for guess in range(100):
            log_in(f"nobody-{guess}", "wrong", "192.0.2.7")
        clock.shift(901)
        assert log_in(user.login, PASSWORD, "192.0.2.7") == user


def test_an_account_guessed_at_from_everywhere_waits_longer_and_longer(user, log_in, rf, now):
    waits = []
    with time_machine.travel(now, tick=False) as clock:
        for address in addresses(18):
            log_in(user.login, "wrong", address)
            request = rf.post("/", REMOTE_ADDR="203.0.113.1")
            waits.append(throttle.attempt_of(request, {"username": user.login}).wait())
            clock.shift(waits[-1])
    assert waits == [0] * 9 + [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_guess_during_the_wait_is_not_looked_at_and_does_not_prolong_it(user, log_in, now):
    with time_machine.travel(now, tick=False) as clock:
        for address in addresses(10):
            log_in(user.login, "wrong", address)
        for address in addresses(30)[10:]:
            assert log_in(user.login, PASSWORD, address) is None
        clock.shift(61)
        assert log_in(user.login, PASSWORD, "203.0.113.1") == user


def test_its_owner_still_gets_in_on_a_device_of_theirs(user, log_in):
    phone = {}
    log_in(user.login, PASSWORD, "192.0.2.7", phone)
    for address in addresses(12):
        log_in(user.login, "wrong", address)
    assert log_in(user.login, PASSWORD, "203.0.113.1") is None
    assert log_in(user.login, PASSWORD, "203.0.113.1", phone) == user
    assert log_in(user.login, PASSWORD, "203.0.113.2") is None, (
        "that log-in does not help the one who guesses"
    )


def test_a_device_of_ones_own_has_five_guesses_too(user, log_in):
    phone = {}
    log_in(user.login, PASSWORD, "192.0.2.7", phone)
    for address in addresses(5):
        log_in(user.login, "wrong", address, phone)
    assert log_in(user.login, PASSWORD, "203.0.113.1", phone) is None


def test_a_device_of_one_is_nothing_special_for_another(user, log_in):
    own = factories.UserFactory(login=f"O-{uuid.uuid4().hex[:8].upper()}", password=PASSWORD)
    phone = {}
    log_in(own.login, PASSWORD, "192.0.2.7", phone)
    for address in addresses(10):
        log_in(user.login, "wrong", address, phone)
    assert log_in(user.login, PASSWORD, "203.0.113.1", phone) is None


def test_a_forged_device_is_nothing_special(user, log_in):
    for address in addresses(10):
        log_in(user.login, "wrong", address, {"device": f'["x", ["{user.pk}"]]:forged:forged'})
    assert log_in(user.login, PASSWORD, "203.0.113.1") is None


def test_a_shared_computer_remembers_those_who_came_last(user, log_in, rf):
    computer = {}
    people = [factories.UserFactory(password=PASSWORD) for _ in range(throttle.DEVICE_USERS + 1)]
    for person in people:
        log_in(person.login, PASSWORD, "192.0.2.7", computer)
    request = rf.post("/")
    request.COOKIES = computer
    assert throttle._device_of(request)[1] == [str(person.pk) for person in people[:0:-1]]


def test_the_address_is_the_peers_unless_a_proxy_is_trusted(rf, settings):
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1, 192.0.2.9"}
    assert client_address(rf.get("/", **forged)) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(rf.get("/", **forged)) == "192.0.2.9"
