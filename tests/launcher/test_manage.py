"""bin/manage: the command's own output and exit status, services started and stopped for it."""

import json
import subprocess

import pytest

from tests.launcher.commands import ROOT, environment, is_alive, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("manage")


def test_output_is_the_commands_own_even_on_a_new_database(data):
    """The schema is laid first, and nothing of that shows."""
    count = "from apps.staff.models import User; import json; print(json.dumps(User.objects.count()))"
    done = run("manage", "shell", "-v0", "-c", count, data=data)
    assert json.loads(done.stdout) == 0
    assert json.loads((data / "run" / "processes.json").read_text()) == {}


def test_the_exit_status_is_passed_on(data):
    assert run("manage", "shell", "-v0", "-c", "raise SystemExit(7)", data=data).returncode == 7


def test_a_schema_that_was_never_finished_is_laid_by_the_next_command(tmp_path):
    """As when the very first command is killed in the middle of it."""
    assert run("manage", "migrate", "zero", data=tmp_path, SCHOOLRESEARCH_LOG_LEVEL="LOUD").returncode != 0
    assert (tmp_path / "run" / "schema.due").exists()
    count = "from apps.staff.models import User; print(User.objects.count())"
    done = run("manage", "shell", "-v0", "-c", count, data=tmp_path)
    assert done.stdout == "0\n", done.stderr
    assert not (tmp_path / "run" / "schema.due").exists()


def test_files_are_named_from_the_callers_folder(data, tmp_path):
    done = run("manage", "workbook_template", "--out", "template.xlsx", data=data, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "template.xlsx").stat().st_size > 0


def test_an_early_leaver_leaves_the_services_to_the_other(data):
    slow = subprocess.Popen(
        [ROOT / "bin/manage", "shell", "-v0", "-c", "print(1, flush=True); input(); print(User)"],
        env=environment(data),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert slow.stdout.readline() == "1\n"
    pid = json.loads((data / "run" / "processes.json").read_text())["postgres"][0]
    query = "from apps.staff.models import User; print(User.objects.count())"
    assert run("manage", "shell", "-v0", "-c", query, data=data).stdout == "0\n"
    assert is_alive(pid)
    slow.communicate("\n", timeout=30)
    assert slow.returncode == 0
    assert not is_alive(pid)
