import uuid

import pytest
from django.test import Client

PASSWORD = "ceshi-mima-2025"


@pytest.fixture
def visitor():
    """A client nobody is logged in with, at an address of its own, so that guesses do not add up between tests."""
    return Client(REMOTE_ADDR=f"2001:db8::{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}")
