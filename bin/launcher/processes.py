"""Starting, recognising and ending processes (Linux).

Every process is the leader of a session of its own: a Ctrl-C at the terminal reaches only the
launcher, and all that a process forked can be found by its session.
"""

import ctypes
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from launcher.paths import ROOT, VENV

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def spawn(argv, *, env, log, user=None, when_we_die=signal.SIGTERM, pass_fds=()):
    """Start a process with its output appended to the log file.

    When this process dies, however it dies, the kernel sends that one `when_we_die`, if given.
    """
    parent = os.getpid()

    def tie_to_parent():
        libc.prctl(PR_SET_PDEATHSIG, when_we_die)
        if os.getppid() != parent:  # it died before the tie was made
            os._exit(1)

    with open(log, "ab") as output:
        return subprocess.Popen(
            [str(word) for word in argv],
            cwd="/" if user else ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=tie_to_parent if when_we_die else None,
            **as_user(user),
        )


def as_user(account):
    """subprocess's words for running as another account (a pwd entry) and nothing else."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


class Records:
    """Which processes were started for a data folder, so that a later start can find them.

    A process is known by its id and the moment it started; an id alone is used again some day.
    """

    def __init__(self, path):
        self.path = path

    def read(self):
        try:
            return json.loads(self.path.read_text())
        except (FileNotFoundError, ValueError):
            return {}

    def add(self, name, pid):
        self._write(self.read() | {name: [pid, start_time(pid)]})

    def remove(self, name):
        self._write({key: value for key, value in self.read().items() if key != name})

    def _write(self, records):
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(records))
        draft.replace(self.path)

    def living(self, name):
        """The process id if that very process still lives."""
        pid, started = self.read().get(name, (None, None))
        return pid if pid and start_time(pid) == started else None

    def leftovers(self, name):
        """Ids of the process and of what it forked, as far as they still live."""
        pid, started = self.read().get(name, (None, None))
        if pid is None or start_time(pid) not in (started, None):
            return []
        return [each for each in session_members(pid) if each == pid or _is_ours(each)]


def start_time(pid):
    """Clock ticks after boot at which the process started; None when there is none, or a zombie."""
    fields = _stat(pid)
    return None if fields is None or fields[0] == "Z" else int(fields[19])


def session_members(session):
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = _stat(int(entry))
            if fields and fields[0] != "Z" and int(fields[3]) == session:
                found.append(int(entry))
    return found


def working_in(folder):
    """Ids of the processes whose working directory is this folder."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and os.readlink(f"/proc/{entry}/cwd") == str(folder):
                found.append(int(entry))
        except OSError:
            continue
    return found


def _stat(pid):
    """The fields of /proc/PID/stat from the third on; the second may contain anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _is_ours(pid):
    try:
        return os.fsencode(VENV) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


def end(pids, first=signal.SIGTERM, patience=10):
    """Ask the processes to end, wait, then insist."""
    _send(pids, first)
    if not wait_gone(pids, patience):
        _send(pids, signal.SIGKILL)
        wait_gone(pids, 5)
    for pid in pids:
        _bury(pid)


def wait_gone(pids, seconds):
    deadline = time.monotonic() + seconds
    while any(start_time(pid) is not None for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def _bury(pid):
    """Take note of a dead child of ours, which would otherwise stay in the process table."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def _send(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
