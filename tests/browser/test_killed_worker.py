"""A worker killed in the middle of its work: when it is back, the work is done once, not twice and not never."""

import os
import signal
import time

import pytest

from launcher.processes import session_members
from tests import semester_workbook as invented
from tests.launcher.commands import wait_for

pytestmark = pytest.mark.slow

SCHOOL, CODE = "大潮第一小学", "DACHAO"
LATEST = "SELECT id, state, attempts FROM jobs_job WHERE kind = %s ORDER BY created_at DESC LIMIT 1"
FILES = "SELECT role, count(*) FROM jobs_jobfile WHERE job_id = %s GROUP BY role"
ENTRIES = """SELECT count(*), count(DISTINCT (source_key, member_id)), max(number)
    FROM credits_entry e JOIN schools_school s ON s.id = e.school_id WHERE s.code = %s"""


def rows(database, query, *values):
    with database.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def kill_in_the_middle(server, database, kind, worker):
    """``kill -9`` for the worker and all it forked, as soon as the latest job of the kind is under way."""
    before = server.process_ids()[worker]
    deadline = time.monotonic() + 60
    while rows(database, LATEST, kind)[0][1] != "running":
        assert time.monotonic() < deadline
        time.sleep(0.005)
    for pid in session_members(before):
        os.kill(pid, signal.SIGKILL)
    job, state, attempts = rows(database, LATEST, kind)[0]
    assert (state, attempts) == ("running", 1), "it was over before it was killed"
    assert wait_for(lambda: server.process_ids().get(worker) not in (before, None))
    return job


def test_a_report_is_made_once(visitor, log_ins, database, server):
    principal = visitor().log_in(*log_ins["principal"])
    principal.ask_for_pdf()
    job = kill_in_the_middle(server, database, "semester_summary", "printer")
    assert principal.take_pdf().startswith(b"%PDF")
    assert rows(database, LATEST, "semester_summary") == [(job, "done", 2)]
    assert dict(rows(database, FILES, job)) == {"pdf": 1, "tables": 1, "figures": 1}


def test_an_import_is_done_once(visitor, log_ins, database, server):
    sheets = invented.semester(invented.Size(150), code=CODE, school=SCHOOL)
    office = visitor().log_in(*log_ins["office"])
    office.upload(invented.content(sheets)).agree_to_import()
    job = kill_in_the_middle(server, database, "import_workbook", "worker")
    assert rows(database, ENTRIES, CODE) == [(0, 0, None)]
    office.wait_for_import()
    assert rows(database, LATEST, "import_workbook") == [(job, "done", 2)]
    expected = worth(sheets)
    assert rows(database, ENTRIES, CODE) == [(expected, expected, expected)]


def worth(sheets) -> int:
    """How many entries the rows of a workbook make: who was present, lessons observed, plans passed, works, and
    everybody in a project."""
    present = sum(row[3] == "出席" for row in sheets["参与"][1:])
    passed = sum(row[5] == "已通过" for row in sheets["教案"][1:])
    in_projects = sum(len({row[5], row[6], *row[7].split("、")}) for row in sheets["课题"][1:])
    return present + len(sheets["听课"]) - 1 + passed + len(sheets["成果"]) - 1 + in_projects
