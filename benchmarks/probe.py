"""Where the time of a request goes: queries, template, view, middleware; each without the others."""

import io
import statistics
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.template.base import Template
from django.test import RequestFactory, override_settings
from django.urls import path

PARTS = ("queries", "template", "view", "middleware")


class Clock:
    """Seconds by part; time in an inner part is taken from the outer one."""

    def __init__(self):
        self.spent, self.calls = Counter(), Counter()
        self.open = []

    @contextmanager
    def part(self, name):
        self._turn()
        self.open.append(name)
        self.calls[name] += 1
        try:
            yield
        finally:
            self._turn()
            self.open.pop()

    def _turn(self):
        """Book the time since the last turn on the part that ran."""
        now = time.perf_counter()
        if self.open:
            self.spent[self.open[-1]] += now - self.since
        self.since = now


clock = Clock()


class Innermost:
    """The last middleware: what is inside it is the view and its template."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with clock.part("view"):
            return self.get_response(request)


@contextmanager
def listening():
    """Templates and queries report to the clock."""
    plain = Template.render

    def render(self, context):
        with clock.part("template"):
            return plain(self, context)

    def query(execute, sql, params, many, context):
        with clock.part("queries"):
            return execute(sql, params, many, context)

    Template.render = render
    try:
        with connection.execute_wrapper(query):
            yield
    finally:
        Template.render = plain


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds; ``cpu`` is the least processor time of the web process, which waits for nobody."""

    total: float
    cpu: float
    parts: dict[str, float]
    queries: int
    body: bytes


def call(handler, address: str, cookies: str = "") -> bytes:
    """One request as the web server makes it, to the end of the answer. Anything but 200 is refused."""
    environ = RequestFactory().get(address, headers={"cookie": cookies}).environ
    started = []
    response = handler(environ | {"wsgi.input": io.BytesIO()}, lambda status, headers: started.append(status))
    body = b"".join(response)
    response.close()
    if not started[0].startswith("200"):
        raise SystemExit(f"{address} answered {started[0]}")
    return body


def time_page(address: str, cookies: str, times: int) -> Timing:
    """The page through the whole handler: first plainly for the total, then with the clock for the parts."""
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, "benchmarks.probe.Innermost"]):
        handler = WSGIHandler()
        body = call(handler, address, cookies)
        spent = []

        def ask():
            started = time.process_time()
            call(handler, address, cookies)
            spent.append(time.process_time() - started)

        total = median_of(times, ask)
        rounds = []
        with listening():
            for _ in range(times):
                clock.__init__()
                with clock.part("middleware"):
                    call(handler, address, cookies)
                rounds.append(dict(clock.spent))
            queries = clock.calls["queries"]
    parts = {name: statistics.median(r.get(name, 0) for r in rounds) * 1000 for name in PARTS}
    return Timing(total, min(spent) * 1000, parts, queries, body)


def time_bare(body: bytes, times: int) -> float:
    """The same bytes from a view that does nothing else, without middleware."""
    Bare.body = body
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.probe"):
        handler = WSGIHandler()
        call(handler, "/bare/")
        return median_of(times, lambda: call(handler, "/bare/"))


class Bare:
    body = b""


def bare(request):
    return HttpResponse(Bare.body)


urlpatterns = [path("bare/", bare)]


def median_of(times: int, act) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def cpu_of(times: int, act) -> float:
    """The least processor time of the work, in milliseconds: of this process and of the one that answers it in
    PostgreSQL, where that is on the same machine. It does not wait for others, so it compares on a busy machine too.
    """
    spent = []
    for _ in range(times):
        started, answered = time.process_time(), backend_cpu()
        act()
        spent.append(time.process_time() - started + backend_cpu() - answered)
    return min(spent) * 1000


def backend_cpu() -> float:
    """Seconds of processor time the session in PostgreSQL has taken; 0 where it cannot be seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0
