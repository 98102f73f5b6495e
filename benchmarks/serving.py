"""Requests per second of the web server as a school runs it, beside a bare view behind the same server.

Visitors ask without a pause, each over a connection of their own, from the same machine: what they cost themselves is
part of the figures, and they wait for one another.
"""

import http.client
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.urls import reverse

from apps.observations.models import Observation
from benchmarks.pages import log_in

ROOT = Path(__file__).resolve().parents[1]
# The first seconds are not counted: each process of the server compiles its templates and opens its connections.
VISITORS, WARM, SECONDS = 8, 5, 20
TOKEN = "a" * 32
DRAFT = "drafts:draft_state"
# How often of twenty requests a teacher asks for this; forms are saved as they are typed.
MIX = {
    "portal:home": 5, "observations:observation_log": 3, DRAFT: 5, "observations:observation_list": 2,
    "observations:observation_detail": 2, "activities:activity_list": 2, "calendars:calendar": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One thing to ask for, again and again."""

    name: str
    address: str
    headers: dict[str, str]

    def body(self, version: int | None, n: int) -> bytes | None:
        """Of a draft, the ``n``-th thing typed onto the ``version`` kept so far; nothing of a page."""
        if self.name != DRAFT:
            return None
        return json.dumps({"fields": {"opinion": f"目标清楚，练习有层次。{n}"}, "version": version}).encode()


@dataclass
class Tally:
    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def all(self) -> list[float]:
        return [taken for those in self.milliseconds.values() for taken in those]

    def note(self, name: str, milliseconds: float) -> None:
        with self.lock:
            self.milliseconds.setdefault(name, []).append(milliseconds)


def table(bench):
    """Rows of the table: the mix as a whole, then each of its pages; last the bare view."""
    members = bench.school.members.select_related("user").order_by("-number")[:VISITORS]
    mix = _measure("schoolresearch.wsgi", [_visits(m) for m in members])
    bare = _measure("benchmarks.bare", [[Visit("bare", "/bare/", {})]] * VISITORS)
    yield ("asked for", "requests/s", "median ms", "95 of 100 within ms", "ratio to bare")
    per_second = len(mix.all) / SECONDS
    yield _row("the mix", mix.all, len(bare.all) / SECONDS / per_second)
    for name, taken in sorted(mix.milliseconds.items()):
        yield (name, "", *_times(taken), "")
    yield _row("bare view, 20 KB", bare.all, 1)


def _row(name, taken, ratio):
    return (name, f"{len(taken) / SECONDS:.0f}", *_times(taken), f"{ratio:.0f}")


def _times(taken):
    return f"{statistics.median(taken):.0f}", f"{statistics.quantiles(taken, n=20)[-1]:.0f}"


def _visits(member) -> list[Visit]:
    """What one teacher asks for, in an order of their own."""
    headers = {"Cookie": f"{log_in(member)}; csrftoken={TOKEN}"}
    typed = headers | {"Content-Type": "application/json", "X-CSRFToken": TOKEN}
    seen = Observation.objects.filter(observer=member).latest("date")
    keys = {"observations:observation_detail": [seen.pk], DRAFT: ["bench"]}
    visits = [
        Visit(name, reverse(name, args=keys.get(name)), typed if name == DRAFT else headers)
        for name, times in MIX.items()
        for _ in range(times)
    ]
    random.Random(member.pk).shuffle(visits)
    return visits


def _measure(application: str, visits_of_each) -> Tally:
    """Raises SystemExit when the server does not start, or answers anything but 200."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:schoolresearch.server", "-b", f"127.0.0.1:{port}",
         "--log-level", "error", f"{application}:application"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": _address_of_school()},
    )  # fmt: skip
    try:
        _wait_for(port, server)
        tally = Tally()
        visitors = [threading.Thread(target=_ask, args=(port, visits, tally)) for visits in visits_of_each]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    if tally.failed:
        raise SystemExit(tally.failed[0])
    return tally


def _ask(port: int, visits: list[Visit], tally: Tally) -> None:
    """Again and again over one connection, until the time is over or somebody was not answered with 200."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    counted = time.monotonic() + WARM
    until, done, version = counted + SECONDS, 0, None
    while time.monotonic() < until and not tally.failed:
        visit = visits[done % len(visits)]
        started = time.perf_counter()
        try:
            status, said = _answer(line, visit, visit.body(version, done))
        except (OSError, http.client.HTTPException) as trouble:
            status, said = type(trouble).__name__, b""
        taken = (time.perf_counter() - started) * 1000
        left_over = status == 409 and version is None  # a draft of an earlier run
        if status != 200 and not left_over:
            tally.failed.append(f"{visit.address} answered {status}")
            return
        if visit.name == DRAFT:
            version = json.loads(said)["version"]
        if time.monotonic() > counted:
            tally.note(visit.name, taken)
        done += 1


def _answer(line: http.client.HTTPConnection, visit: Visit, body: bytes | None) -> tuple[int, bytes]:
    headers = {"Host": "localhost"} | visit.headers
    line.request("POST" if body else "GET", visit.address, body=body, headers=headers)
    answer = line.getresponse()
    return answer.status, answer.read()


def _address_of_school() -> str:
    """DATABASE_URL of the database the school is in."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port, server):
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("The web server did not start.")
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web server was not ready after 30 seconds.")
