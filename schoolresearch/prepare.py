"""Brings database, static files and fonts to this release: `python -m schoolresearch.prepare [static]`.

Steps whose work is done already are skipped, so that starting again is quick. In demo mode the
demo school is loaded into an empty database and its log-ins are printed on standard output. With
the word `static` only the static files are seen to.
"""

import hashlib
import multiprocessing
import os
import sys

import django


def main(words):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    collect_static_files()
    if words == ["static"]:
        return
    reach_database()
    drawing = draw_fonts()
    try:
        migrate()
        if settings.DEMO:
            load_demo_school()
            call_command("demo_logins", stdout=sys.stdout)
    except BaseException:
        for process in drawing:
            process.terminate()
        raise
    for process in drawing:
        process.join()


def reach_database():
    """Ends with one sentence when the database does not answer."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        sys.exit(f"The database does not answer: {str(trouble).strip().splitlines()[0]}")


def load_demo_school():
    from django.core.management import call_command

    from apps.schools.models import School

    if not School.objects.exists():
        call_command("load_demo", stdout=sys.stderr)


def draw_fonts():
    """Draw the bold fonts of printed pages, each in a process beside the work on the database.

    Answers the processes. Should one fail, the first to print draws its font and says why.
    """
    from apps.reports import fonts

    families = fonts.missing()
    if families:
        print("Drawing the bold fonts for printing, once …", file=sys.stderr, flush=True)
    spawned = multiprocessing.get_context("spawn")
    drawing = [spawned.Process(target=draw_bold, args=[family], daemon=True) for family in families]
    for process in drawing:
        process.start()
    return drawing


def draw_bold(family):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")
    from apps.reports import fonts

    fonts.bold(family)


def migrate():
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Bringing the database up to date …", file=sys.stderr, flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        # What this release knows of records, and the last one did not.
        call_command("propose_records", stdout=sys.stderr)


def collect_static_files():
    """Copy, fingerprint and compress, when a file differs from the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.DATA_DIR / "static.stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.is_dir():
        return
    print("Collecting the static files …", file=sys.stderr, flush=True)
    # Of these packages only the code is used.
    unused = ["rest_framework", "django_tables2", "django_htmx", "axes"]
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=unused)
    stamp.write_text(now)


def fingerprint():
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
