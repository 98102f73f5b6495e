"""Locks that the kernel lets go of when their holder dies, however it dies."""

import fcntl
import json
import os
import time
from contextlib import contextmanager

from launcher.say import Stop


@contextmanager
def exclusive(path):
    """Wait for the lock and hold it for the block."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def to_hand_over(path, patience=20):
    """A locked file for a process to inherit: the lock lasts until that process, and all that it
    forked, are gone. So nobody works on the same data while a last one of theirs still does.
    """
    with open(path, "a") as file:
        deadline = time.monotonic() + patience
        while not _try_lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if time.monotonic() > deadline:
                raise Stop(f"processes of an earlier start still hold {path} and do not end.")
            time.sleep(0.03)
        yield file.fileno()


def _try_lock(file, how):
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        return False
    return True


class Claim:
    """A lock held for as long as a command runs, that says who holds it."""

    def __init__(self, path):
        self.path = path
        self.file = open(path, "a+")  # noqa: SIM115  held until the process ends

    def take(self):
        """True when nobody else holds it."""
        return _try_lock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def share(self):
        """Hold it together with others that share it."""
        return _try_lock(self.file, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def release(self):
        self.file.close()

    def describe(self, **facts):
        self.file.truncate(0)
        self.file.write(json.dumps({"pid": os.getpid(), **facts}))
        self.file.flush()

    def holder(self):
        """What the present holder said of itself."""
        self.file.seek(0)
        try:
            return json.loads(self.file.read())
        except ValueError:
            return {}
