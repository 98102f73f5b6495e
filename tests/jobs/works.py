"""Small works for tests. Each writes campuses, so that one sees what a job has left behind."""

import time
from pathlib import Path

from apps.jobs import registry
from apps.jobs.registry import Outcome, Work
from apps.jobs.services import Refused
from apps.schools.models import Campus

QUEUE = "tests-of-jobs"


def count(job, progress):
    """Write three campuses and answer a file; ``slow`` waits that many seconds before the last."""
    for n in range(3):
        progress(n, 3, f"第 {n + 1} 个")
        Campus.objects.create(school=job.school, name=f"{job.params.get('name', '校区')}{n}")
        if n == 1:
            linger(job)
    progress(3, 3, "写好了")
    return Outcome(result={"campuses": 3}, files=[("list", "校区.txt", "text/plain", "三个".encode())])


def linger(job):
    """Say that half is done, by a file, and wait as long as asked."""
    if "half" in job.params:
        Path(job.params["half"]).touch()
    time.sleep(job.params.get("slow", 0))


def break_down(job, progress):
    Campus.objects.create(school=job.school, name=f"坏{job.attempts}")
    raise RuntimeError("ein Fehler")


def refuse(job, progress):
    raise Refused("表里没有数据，请填好再传。")


def register():
    """Make the works known; answers what was known before."""
    before = dict(registry._WORKS)
    for kind, run, atomic in (
        ("test.count", count, False), ("test.atomic", count, True), ("test.broken", break_down, True),
        ("test.refused", refuse, True),
    ):  # fmt: skip
        registry.register(
            Work(
                kind=kind,
                title="试做",
                run=run,
                page=lambda job: "/school/",
                permission="schools.view_school",
                queue=QUEUE,
                atomic=atomic,
            )
        )
    return before


def unregister(before):
    registry._WORKS.clear()
    registry._WORKS.update(before)
