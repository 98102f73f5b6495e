"""Every address × every role: what is answered. The table itself is in ``table.py``."""

from collections import Counter

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from apps.core import clock
from apps.groups.selectors import seat_of
from apps.tokens.choices import Area
from apps.tokens.services import issue_token, scopes_of
from apps.tokens.throttling import TokenThrottle
from tests.project.table import ROLES, TABLE


def addresses(resolver=None, namespace=""):
    """{URL name: view} of everything that has an address."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found[namespace + entry.name] = entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= addresses(entry, inner)
    return found


def acts(view) -> bool:
    """Whether a POST to the view does something."""
    made_by = getattr(view, "view_class", None)
    return hasattr(made_by, "post") if made_by else view.__name__ == "set_language"


def test_every_address_has_a_line_and_every_line_an_address():
    named = {line.name for line in TABLE}
    assert sorted(set(addresses()) - named) == [], "addresses without a line"
    assert sorted(named - set(addresses())) == [], "lines without an address"


def test_no_line_is_there_twice():
    assert [line for line, n in Counter(map(str, TABLE)).items() if n > 1] == []


def test_the_table_says_for_every_page_that_acts_who_may_act():
    views = addresses()
    known = [line for line in TABLE if line.name in views]
    assert [str(line) for line in known if acts(views[line.name]) != bool(line.post)] == []


def log_in(things, role) -> tuple[str, str]:
    """(key of a session, secret of a token that may do everything); "" for somebody who is not logged in."""
    if role == "anonymous":
        return "", ""
    member, client = getattr(things.cast, role), Client()
    client.force_login(member.user, backend="apps.staff.backends.StaffNumberBackend")
    return client.session.session_key, secret_of(member)


def client_of(line, session, secret) -> Client:
    """In the browser someone is logged in; to the API a program comes with a token."""
    client = Client(raise_request_exception=False)
    if session and not line.is_page:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    elif session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def secret_of(member) -> str:
    day = clock.today()
    member.user.seat = seat_of(member.user, today=day, school_id=member.school_id)
    scopes = scopes_of(Area.values, Area.values)
    return issue_token(user=member.user, name="program", scopes=scopes, days=30, today=day)[1]


def ask(things, line, method, session, secret) -> str:
    """The answer as the table writes it; whatever the act wrote is taken back, also what it did to the session."""
    with transaction.atomic():
        client = client_of(line, session, secret)
        sent = {"content_type": "application/json"} if not line.is_page and method == "post" else {}
        response = getattr(client, method)(reverse(line.name, kwargs=things.keys[line.object]), **sent)
        transaction.set_rollback(True)
    cache.delete(f"{SessionStore.cache_key_prefix}{session}")
    leads_in = response.status_code == 302 and response.url.startswith(reverse("staff:log_in"))
    return "in" if leads_in else str(response.status_code)


@pytest.mark.parametrize("role", ROLES)
def test_everyone_gets_what_the_table_says(things, role, monkeypatch):
    monkeypatch.setattr(TokenThrottle, "get_cache_key", lambda *given: None)  # however fast all is asked for
    wrong, (session, secret) = {}, log_in(things, role)
    for line in TABLE:
        for method in ("get", "post"):
            expected = getattr(line, method).get(role)
            if expected and (got := ask(things, line, method, session, secret)) != expected:
                wrong[f"{method} {line}"] = f"{got} instead of {expected}"
    assert not wrong, "\n" + "\n".join(f"{line}: {said}" for line, said in wrong.items())
