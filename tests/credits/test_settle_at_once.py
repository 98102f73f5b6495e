"""Many connections settle the same sources at the same time, on the real database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from apps.activities.selectors import attendance_version
from apps.activities.services import mark_attendance, withdraw_activities
from apps.core.errors import Conflict
from apps.credits.models import Entry
from apps.credits.services import Settled
from tests.credits.ledger import assert_the_books_are_straight, posting, settled
from tests.factories import ActivityFactory, AttendanceFactory

CONNECTIONS = 16

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times=CONNECTIONS):
    """Call ``act(n)`` on so many connections, let go together; answers what each answered or raised."""
    gate = threading.Barrier(times)
    backends = set()

    def one(n):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backends.add(cursor.fetchone()[0])
            gate.wait(timeout=30)
            return act(n)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(one, range(times)))
    assert len(backends) == times
    return answers


def test_the_same_sources_settled_from_sixteen_connections_are_posted_once(cast):
    many = [posting(cast, source=f"activities.attendance:{n}") for n in range(40)]
    answers = at_once(lambda n: settled(cast, *many))
    assert sorted(answers, key=lambda a: a.posted) == [Settled(0, 0)] * 15 + [Settled(posted=40, reversed=0)]
    assert Entry.objects.count() == 40
    assert_the_books_are_straight()


def test_a_correction_asked_for_sixteen_times_at_once_is_made_once(cast):
    settled(cast, posting(cast, hours="2"))
    answers = at_once(lambda n: settled(cast, posting(cast, hours="3"), reason="登记有误"))
    assert sorted((a.posted, a.reversed) for a in answers) == [(0, 0)] * 15 + [(1, 1)]
    assert Entry.objects.count() == 3
    assert_the_books_are_straight()


def test_sixteen_different_opinions_end_in_one_standing_entry_and_straight_books(cast):
    answers = at_once(lambda n: settled(cast, posting(cast, hours=str(n + 1)), reason="改"))
    assert all(a.posted == 1 for a in answers)
    assert Entry.objects.standing().count() == 1
    assert Entry.objects.count() == 31
    assert_the_books_are_straight()


def test_overlapping_sources_in_opposite_order_do_not_lock_each_other_out(cast):
    keys = [f"activities.attendance:{n}" for n in range(30)]

    def act(n):
        chosen = keys[n:] + keys[:n] if n % 2 else list(reversed(keys))
        return settled(
            cast, *(posting(cast, source=key, hours=str(n % 3 + 1)) for key in chosen), reason="改"
        )

    assert not [answer for answer in at_once(act) if isinstance(answer, Exception)]
    assert Entry.objects.standing().count() == 30
    assert_the_books_are_straight()


def test_attendance_marked_while_the_activity_is_withdrawn_leaves_no_hours(cast, now):
    activity = ActivityFactory(semester=cast.semester)
    marks = {cast.teacher.pk: ("participant", "present"), cast.leader.pk: ("chair", "present")}
    for member in (cast.teacher, cast.leader):
        AttendanceFactory(activity=activity, member=member, state="expected")
    seen = attendance_version(activity)
    copies = [type(activity).objects.select_related("semester").get(pk=activity.pk) for _ in range(8)]

    def act(n):
        if n == 3:
            return withdraw_activities([copies[n]], actor=None, now=now, reason="重复登记")
        return mark_attendance(copies[n], marks, seen=seen, actor=None, now=now, reason="补签")

    answers = at_once(act, times=8)
    assert {type(answer) for answer in answers} <= {Settled, Conflict}
    assert isinstance(answers[3], Settled)
    activity.refresh_from_db()
    assert activity.withdrawn_at is not None
    assert not Entry.objects.standing().exists()
    assert_the_books_are_straight()
