"""Models and migrations agree, and every migration says what it does."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_no_migration_is_pending(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_migrations_are_named_for_what_they_do():
    names = [path.name for path in ROOT.glob("apps/*/migrations/[0-9]*.py")]
    assert names
    assert not [name for name in names if re.search(r"auto_|_alter_|_and_more", name)]
