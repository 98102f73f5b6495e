"""Programs that act with a token."""

import pytest
from django.test import Client

from apps.tokens.choices import Area
from apps.tokens.services import issue_token, scopes_of
from tests.conftest import CAST
from tests.project import world

ALL = scopes_of(Area.values, Area.values)


@pytest.fixture
def program(seated, now):
    """``program(member)``: a client with a token of this staff member, with these scopes or all there are."""

    def start(member, *scopes, language="en") -> Client:
        user = seated(member)
        _token, secret = issue_token(
            user=user, name="program", scopes=list(scopes) or ALL, days=30, today=now.date()
        )
        return Client(headers={"authorization": f"Bearer {secret}", "accept-language": language})

    return start


@pytest.fixture
def things(db, now):
    return world.put_back()


@pytest.fixture
def cast(request, db, now):
    """That of the world, for a test that asks for both."""
    if "things" in request.fixturenames:
        return request.getfixturevalue("things").cast
    return CAST.put_back()


def send(client, method, url, body, **headers):
    """A request with a JSON body."""
    return getattr(client, method)(url, body, content_type="application/json", headers=headers)
