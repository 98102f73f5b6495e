"""Locks that the kernel lets go of when their holder dies, however it dies."""

import fcntl
import json
import os
from contextlib import contextmanager


@contextmanager
def exclusive(path):
    """Wait for the lock and hold it for the block."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Claim:
    """A lock held for as long as a command runs, that says who holds it."""

    def __init__(self, path):
        self.path = path
        self.file = open(path, "a+")  # noqa: SIM115  held until the process ends

    def take(self):
        """True when nobody else holds it."""
        return self._flock(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def share(self):
        """Hold it together with others that share it."""
        return self._flock(fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _flock(self, how):
        try:
            fcntl.flock(self.file, how)
        except BlockingIOError:
            return False
        return True

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
