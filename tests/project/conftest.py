import pytest

from tests.project import world


@pytest.fixture
def things(db, now):
    return world.put_back()
