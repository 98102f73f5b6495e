"""bin/serve for real: it starts, refuses a twin, and comes back from every kill with its data."""

import os
import signal

import pytest

from tests.launcher.commands import Serve, is_alive, run, wait_for

pytestmark = pytest.mark.slow

SESSIONS = "from django.contrib.sessions.models import Session as S; from datetime import *; "
ADD_ROW = SESSIONS + "S.objects.create(session_key='kept', expire_date=datetime.now(UTC))"
READ_ROW = SESSIONS + "print(list(S.objects.values_list('session_key', flat=True)))"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    serve = Serve(tmp_path_factory.mktemp("学校 数据"))
    yield serve
    if serve.process.poll() is None:
        serve.stop()


def test_it_is_ready_when_it_says_so(served):
    assert f"http://localhost:{served.port}/" in "".join(served.said)
    assert served.readyz() == {"ready": True, "database": "ok", "broker": "ok", "worker": "ok"}


def test_the_fonts_of_printed_pages_are_drawn_before_anybody_prints(served):
    drawn = {path.name.split("-")[1] for path in (served.data / "fonts").glob("*-bold-*.otf")}
    assert drawn == {"sans", "serif"}


def test_a_twin_is_refused_with_the_address_of_the_first(served):
    twin = run("serve", data=served.data)
    assert twin.returncode == 1
    assert f"process {served.process.pid} at http://localhost:{served.port}/" in twin.stderr
    assert len(twin.stderr.splitlines()) == 1


def test_a_command_uses_the_services_that_run(served):
    before = served.process_ids()["postgres"]
    done = run("manage", "shell", "-v0", "-c", ADD_ROW, data=served.data)
    assert done.returncode == 0, done.stderr
    assert served.process_ids()["postgres"] == before
    assert is_alive(before)


@pytest.mark.parametrize("name", ["web", "worker", "printer", "clock", "valkey", "postgres"])
def test_a_killed_process_comes_back(served, name):
    successor = served.kill(name)
    assert served.wait_ready()
    assert is_alive(successor)


def test_a_killed_launcher_takes_its_processes_along_even_a_worker_that_waits_for_ever(served):
    left = served.process_ids()
    os.kill(served.process_forked_by(left["worker"]), signal.SIGSTOP)
    served.kill_launcher()

    def ended():
        for name in [name for name, pid in left.items() if not is_alive(pid)]:
            del left[name]
        return not left

    assert wait_for(ended), left


def test_the_next_start_has_everything(served):
    served.start()
    assert served.wait_ready()
    rows = run("manage", "shell", "-v0", "-c", READ_ROW, data=served.data)
    assert rows.stdout == "['kept']\n", rows.stderr


def test_ctrl_c_stops_everything(served):
    children = list(served.process_ids().values())
    assert len(children) == 6
    assert served.stop() == 0
    assert not any(is_alive(pid) for pid in children)
    assert served.process_ids() == {}
