"""Runs the commands in bin/ as a person would, on data folders of the test's own."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "SCHOOLRESEARCH_")


def environment(data, **more):
    """Without the settings of the test run itself; a host name is named, so no demo is loaded."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return inherited | {"DATA_DIR": str(data), "SCHOOLRESEARCH_HOSTS": "localhost"} | more


def run(command, *arguments, data, cwd=None, **more):
    """A command that is expected to end by itself."""
    return subprocess.run(
        [ROOT / "bin" / command, *arguments],
        cwd=cwd,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=240,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Serve:
    """A bin/serve that goes on running; ``more`` is added to its environment."""

    def __init__(self, data, **more):
        self.data = Path(data)
        self.more = more
        self.port = free_port()
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [ROOT / "bin" / "serve", "--port", str(self.port)],
            env=environment(self.data, **self.more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "Ctrl-C" in line:
                return
        raise AssertionError("".join(self.said))

    def readyz(self):
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/readyz", timeout=5) as page:
                return json.load(page)
        except (urllib.error.URLError, OSError):
            return {"ready": False}

    def wait_ready(self):
        return wait_for(lambda: self.readyz()["ready"])

    def process_ids(self):
        records = json.loads((self.data / "run" / "processes.json").read_text())
        return {name: pid for name, (pid, _started) in records.items()}

    def errors(self):
        """The last errors in the web server's log, to say why a test failed."""
        lines = (self.data / "logs" / "web.log").read_text().splitlines()
        return "\n".join(line for line in lines if '"level": "error"' in line)[-5000:]

    def process_forked_by(self, pid):
        """The id of the first process that process forked, or will have forked in a moment."""
        children = Path(f"/proc/{pid}/task/{pid}/children")
        assert wait_for(children.read_text)
        return int(children.read_text().split()[0])

    def kill(self, name):
        """kill -9 one of its processes and wait for its successor; the new process id."""
        old = self.process_ids()[name]
        os.kill(old, signal.SIGKILL)
        assert wait_for(lambda: self.process_ids().get(name) not in (old, None))
        return self.process_ids()[name]

    def kill_launcher(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """As Ctrl-C does; the exit status."""
        self.process.send_signal(signal.SIGINT)
        self.process.stdout.read()
        return self.process.wait(30)


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
