"""Keeps processes running: what ends is started again, at growing intervals if it ends again."""

import os
import signal
import time

from launcher import processes
from launcher.say import Stop, say

TICK = 0.2
LONGEST_PAUSE = 30
STEADY = 60  # seconds after which a process counts as having run well


class Child:
    def __init__(self, name, launch):
        self.name = name
        self.launch = launch
        self.failures = 0
        self.started = 0.0
        self.due = None


class Supervisor:
    """Watches children by the records; some may have been started by an earlier command."""

    def __init__(self, records, logs):
        self.records = records
        self.logs = logs
        self.children = []
        self.stopping = False
        self.endings = {}

    def heed_signals(self):
        """The first Ctrl-C or SIGTERM asks for an orderly end; a further one is not needed."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number, frame):
        self.stopping = True

    def watch(self, name, launch):
        """Keep a process that already runs."""
        child = Child(name, launch)
        child.started = time.monotonic()
        self.children.append(child)

    def start(self, name, launch):
        self.watch(name, launch)
        self._launch(self.children[-1])

    def _launch(self, child):
        child.started = time.monotonic()
        child.due = None
        try:
            process = child.launch()
        except Stop as stop:
            say(f"{child.name} cannot start: {stop}")
            return
        self.records.add(child.name, process.pid)

    def run_until_stopped(self):
        while not self.stopping:
            self.tick()
            time.sleep(TICK)

    def tick(self):
        self._reap()
        for child in self.children:
            if child.due is not None:
                if time.monotonic() >= child.due:
                    self._launch(child)
            elif not self.records.living(child.name):
                self._plan_restart(child)

    def _plan_restart(self, child):
        """What the dead process forked must not work on beside its successor."""
        processes.end(self.records.leftovers(child.name), patience=1)
        lived = time.monotonic() - child.started
        child.failures = 1 if lived > STEADY else child.failures + 1
        pause = min(2 ** (child.failures - 1) - 1, LONGEST_PAUSE)
        child.due = time.monotonic() + pause
        pid = self.records.read().get(child.name, [None])[0]
        how = self.endings.pop(pid, "ended")
        when = f" in {pause} s; {self.logs}/{child.name}.log may say why." if pause else "."
        say(f"{child.name} {how}; starting it again{when}")

    def _reap(self):
        """Take note of how children ended; adopted processes are not ours to wait for."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            how = f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"
            self.endings[pid] = how

    def end(self, names, patience):
        """End the named processes, all at once, and what they forked."""
        chosen = [child.name for child in self.children if child.name in names]
        leaders = [pid for pid in map(self.records.living, chosen) if pid]
        processes.end(leaders, patience=patience)
        for name in chosen:
            processes.end(self.records.leftovers(name), signal.SIGKILL)
            self.records.remove(name)
