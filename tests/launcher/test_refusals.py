"""What cannot work is refused at once, in one sentence that says what to do."""

import os
import socket
import subprocess

import pytest

from tests.launcher.commands import ROOT, environment, free_port, run


def only_line(done):
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_port_in_use(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = only_line(run("serve", "--port", str(port), data=tmp_path))
    assert f"port {port} is in use" in said
    assert f"--port {port + 1}" in said


def test_a_port_that_is_none(tmp_path):
    done = run("serve", "--port", "http", data=tmp_path)
    assert done.returncode == 2
    assert "'http' is not a port" in done.stderr


def test_a_host_that_is_not_here(tmp_path):
    said = only_line(run("serve", "--host", "192.0.2.1", "--port", "8000", data=tmp_path))
    assert "cannot listen on 192.0.2.1" in said


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SCHOOLRESEARCH_DEBG", "1", "did you mean SCHOOLRESEARCH_DEBUG?"),
        ("SCHOOLRESEARCH_PROXY", "maybe", "SCHOOLRESEARCH_PROXY must be 1 or 0, not 'maybe'"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must look like postgresql://"),
        ("REDIS_URL", "localhost", "REDIS_URL must look like redis://"),
    ],
)
def test_a_setting_that_is_wrong(tmp_path, name, value, expected):
    said = only_line(run("serve", "--port", str(free_port()), data=tmp_path, **{name: value}))
    assert name in said
    assert expected in said
    assert not (tmp_path / "postgres").exists()


def test_a_python_that_is_too_old(tmp_path):
    """With a path on which every Python says it is 3.9."""
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac\n')
        old.chmod(0o755)
    done = subprocess.run(
        [ROOT / "bin" / "serve"],
        env=environment(tmp_path / "data", PATH=f"{tmp_path}:{os.environ['PATH']}"),
        capture_output=True,
        text=True,
    )
    said = only_line(done)
    assert said == "SchoolResearch needs Python 3.11 or newer; this machine has 3.9.2.\n"


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    said = only_line(run("serve", data=tmp_path / "file" / "data"))
    assert "cannot be made" in said
