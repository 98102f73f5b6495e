"""One world for all tests of a module: it takes some seconds to make, and no test leaves a trace in it."""

import copy

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import override_settings

from apps.files import services as files
from apps.files.models import StoredFile
from tests.conftest import NOW, STORAGES, make_cast
from tests.project import world


@pytest.fixture(scope="module")
def whole_world(django_db_setup, django_db_blocker):
    """The world, and the bytes of its files by their path. Gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=True), override_settings(STORAGES=STORAGES):
            made = world.build(make_cast())
            bodies = {row.path: files.read(row) for row in StoredFile.objects.all()}
        yield made, bodies
        transaction.set_rollback(True)


@pytest.fixture
def things(whole_world, db, now):
    """The world as it was made; what a test changes in it is taken back."""
    made, bodies = whole_world
    for path, body in bodies.items():
        default_storage.save(path, ContentFile(body))
    return copy.deepcopy(made)
