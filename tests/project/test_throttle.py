"""Wrong passwords: five for one account from one address, a hundred for an address."""

import uuid

import pytest
from django.contrib.auth import authenticate, login
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import cache

from schoolresearch.throttle import client_address
from tests import factories

PASSWORD = "清溪之水-2025"


@pytest.fixture
def user(db):
    user = factories.UserFactory(login=f"T-{uuid.uuid4().hex[:8].upper()}", email="shan@example.cn")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def log_in(rf):
    """``log_in(login, password, address)``: the user, or None."""

    def attempt(typed, password, address):
        request = rf.post("/", REMOTE_ADDR=address)
        request.session = SessionStore()
        user = authenticate(request, username=typed, password=password)
        if user:
            login(request, user)
        return user

    yield attempt
    cache.clear()


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


def test_the_address_is_the_peers_unless_a_proxy_is_trusted(rf, settings):
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1, 192.0.2.9"}
    assert client_address(rf.get("/", **forged)) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(rf.get("/", **forged)) == "192.0.2.9"
