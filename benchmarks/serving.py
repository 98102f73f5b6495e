"""Requests per second of the web server as a school runs it, beside a bare view behind the same server."""

import http.client
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
VISITORS, SECONDS = 8, 20
TOKEN = "a" * 32
# How often of twenty requests a teacher asks for this; forms are saved as they are typed.
MIX = {
    "portal:home": 5, "observations:observation_log": 3, "drafts:draft_state": 5, "observations:observation_list": 2,
    "observations:observation_detail": 2, "activities:activity_list": 2, "calendars:calendar": 1,
}  # fmt: skip


@dataclass
class Tally:
    milliseconds: dict[str, list[float]] = field(default_factory=dict)

    @property
    def all(self) -> list[float]:
        return [taken for those in self.milliseconds.values() for taken in those]


def table(bench):
    """Rows of the table: the mix as a whole, then each of its pages; last the bare view."""
    members = bench.school.members.select_related("user").order_by("-number")[:VISITORS]
    mix = _measure("schoolresearch.wsgi", [_visits(m) for m in members])
    bare = _measure("benchmarks.bare", [[("bare", "GET", "/bare/", {}, b"")]] * VISITORS)
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


def _visits(member):
    """What one teacher asks for, in an order of their own: (name, method, address, headers, body)."""
    cookie = {"Cookie": f"{log_in(member)}; csrftoken={TOKEN}"}
    seen = Observation.objects.filter(observer=member).latest("date")
    keys = {"observations:observation_detail": [seen.pk], "drafts:draft_state": ["bench"]}
    visits = []
    for name, times in MIX.items():
        address = reverse(name, args=keys.get(name))
        visit = (name, "GET", address, cookie, b"")
        if name == "drafts:draft_state":
            typed = {"Content-Type": "application/json", "X-CSRFToken": TOKEN}
            visit = (
                name,
                "POST",
                address,
                cookie | typed,
                b'{"fields": {"opinion": "..."}, "version": null}',
            )
        visits += [visit] * times
    random.Random(member.pk).shuffle(visits)
    return visits


def _measure(application: str, visits_of_each) -> Tally:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:schoolresearch.server", "-b", f"127.0.0.1:{port}",
         f"{application}:application"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": _address_of_school()},
    )  # fmt: skip
    try:
        _wait_for(port, server)
        tally, lock = Tally(), threading.Lock()
        until = time.monotonic() + SECONDS
        visitors = [
            threading.Thread(target=_visit, args=(port, visits, until, tally, lock))
            for visits in visits_of_each
        ]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
        return tally
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _visit(port, visits, until, tally, lock):
    """Ask again and again over one connection; whatever is not answered with 200 or 409 ends the run."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    done = 0
    while time.monotonic() < until:
        name, method, address, headers, body = visits[done % len(visits)]
        started = time.perf_counter()
        line.request(method, address, body=body or None, headers={"Host": "localhost"} | headers)
        answer = line.getresponse()
        answer.read()
        taken = (time.perf_counter() - started) * 1000
        if answer.status not in (200, 409):  # 409: the draft has a newer version, which it always has here
            raise SystemExit(f"{address} answered {answer.status}")
        with lock:
            tally.milliseconds.setdefault(name, []).append(taken)
        done += 1


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
