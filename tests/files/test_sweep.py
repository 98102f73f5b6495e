"""Bytes of uploads that were rolled back."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from apps.files import services
from apps.files.models import StoredFile
from apps.files.tasks import sweep


def store(cast, body=b"%PDF-1.7 kept"):
    return services.store(SimpleUploadedFile("a.pdf", body), school=cast.school, actor=None)


def lost(cast) -> str:
    """The path of bytes whose row was rolled back."""
    with transaction.atomic():
        path = store(cast, b"%PDF-1.7 lost").path
        transaction.set_rollback(True)
    assert default_storage.exists(path)
    return path


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1, minutes=1)


def test_what_no_row_refers_to_goes_after_a_day(cast):
    kept, gone = store(cast).path, lost(cast)
    assert sweep() == 0
    assert services.sweep(tomorrow()) == 1
    assert (default_storage.exists(kept), default_storage.exists(gone)) == (True, False)
    assert services.sweep(tomorrow()) == 0


def test_an_empty_store_is_no_fault(cast):
    assert services.sweep(tomorrow()) == 0


def test_what_two_rows_refer_to_stays_until_both_are_gone(cast, django_capture_on_commit_callbacks):
    first, second = store(cast), store(cast)
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(first)
    assert services.read(second)
    path = second.path
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(second)
    assert not default_storage.exists(path)
    assert not StoredFile.objects.exists()
