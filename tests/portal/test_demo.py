"""The demo school: loaded once, plausible in every season, true to its own ledger."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Sum
from django.test import Client, override_settings
from django.urls import reverse

from apps.activities.models import Activity, Attendance
from apps.credits.choices import DocumentState, Family
from apps.credits.models import Entry, RulePack
from apps.credits.wording import read, school_names
from apps.groups.choices import GroupKind
from apps.groups.models import FormerName, Group, Membership
from apps.groups.selectors import seat_of
from apps.observations.models import Observation
from apps.portal.demo.calendar import terms_until
from apps.portal.demo.loading import load_demo
from apps.portal.demo.log_ins import LOG_INS, table
from apps.portfolio.models import Work
from apps.projects.models import ProjectTerm
from apps.reports.selectors import figures
from apps.requirements.models import Scheme
from apps.requirements.selectors.evaluating import evaluate
from apps.schools.models import School, Semester
from apps.staff.backends import StaffNumberBackend
from apps.staff.demo import DEMO_PASSWORD
from apps.staff.models import Post, StaffMember, User

pytestmark = pytest.mark.django_db  # the database is set up; every test runs inside the one load
TODAY = date(2026, 4, 15)  # week 7 of a second semester


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Loaded once for this module, taken back at its end."""
    plain = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), plain:
        school = load_demo(TODAY)
        connection.check_constraints()  # once here, else after each test
        yield school
        transaction.set_rollback(True)


def own(model):
    return model.objects.filter(school__code="DEMO")


def semesters() -> list[Semester]:
    return list(own(Semester).order_by("starts_on"))


def test_a_second_load_changes_nothing_and_says_so_in_one_line(demo, capsys):
    before = Entry.objects.count(), StaffMember.objects.count()
    assert load_demo(TODAY) is None
    call_command("load_demo")
    assert (Entry.objects.count(), StaffMember.objects.count()) == before
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_there_are_three_semesters_and_today_lies_in_the_last(demo):
    assert [(s.year.first_year, s.term) for s in semesters()] == [(2024, 2), (2025, 1), (2025, 2)]
    assert semesters()[-1].week_of(TODAY) == 7


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 9, 1), (2026, 1)), (date(2027, 1, 31), (2026, 1)), (date(2027, 2, 10), (2026, 1)),
        (date(2027, 3, 1), (2026, 2)), (date(2027, 8, 15), (2026, 2)), (date(2040, 5, 5), (2039, 2)),
    ],
)  # fmt: skip
def test_the_last_semester_is_under_way_or_just_over(today, last):
    terms = terms_until(today)
    assert len(terms) == 3
    assert (terms[-1].first_year, terms[-1].term) == last
    assert terms[0].ends_on < terms[1].starts_on <= terms[1].ends_on < terms[2].starts_on <= today


def test_every_presence_and_nothing_else_is_worth_hours(demo):
    present = own(Attendance).filter(state="present")
    entries = own(Entry).filter(kind__family=Family.ACTIVITY)
    assert entries.count() == present.count() > 2500
    assert entries.aggregate(Sum("hours")) == {"hours__sum": present.aggregate(s=Sum("activity__hours"))["s"]}
    assert not entries.exclude(reverses=None).exists()


def test_each_record_that_counts_is_in_the_ledger_once(demo):
    families = dict(own(Entry).order_by().values_list("kind__family").annotate(Count("pk")))
    assert families["observation"] == own(Observation).count()
    assert families["work"] == own(Work).count()
    approved = sum(figures(semester, today=semester.ends_on).plans.approved for semester in semesters())
    assert families["lesson_plan"] == approved


def test_what_lies_ahead_is_planned_and_has_no_hours(demo):
    ahead = own(Attendance).filter(activity__date__gt=TODAY)
    assert ahead.count() > 500
    assert set(ahead.values_list("state", flat=True)) == {"expected"}
    assert not own(Attendance).filter(activity__date__lte=TODAY, state="expected").exists()
    assert not own(Entry).filter(date__gt=TODAY).exists()
    assert not own(Observation).filter(date__gt=TODAY).exists()
    assert not own(Work).filter(date__gt=TODAY).exists()


def test_no_title_is_used_twice(demo):
    for model in (Activity, Work):
        titles = list(own(model).values_list("title", flat=True))
        assert len(titles) == len(set(titles))
        assert not any("{" in title for title in titles)


def test_most_but_not_all_reach_what_a_past_semester_asked(demo):
    missed = 0
    for semester in semesters()[:2]:
        found = figures(semester, today=semester.ends_on)
        hours = [t.hours >= semester.required_hours for t in found.teachers]
        lessons = [t.observations >= semester.required_observations for t in found.teachers]
        assert sum(hours) / len(hours) > 0.9
        assert 0.7 < sum(lessons) / len(lessons) < 1
        assert found.whole_programme / len(found.teachers) > 0.75
        missed += len(hours) - sum(hours)
    assert missed > 0


def test_nobody_attends_before_coming_or_after_leaving(demo):
    rows = own(Attendance).filter(activity__date__lt=F("member__entered_on"))
    rows |= own(Attendance).filter(activity__date__gt=F("member__left_on"))
    assert not rows.exists()


def test_every_speaker_was_there(demo):
    held = own(Activity).filter(date__lte=TODAY).exclude(speaker=None)
    spoke = own(Attendance).filter(activity__in=held, part="speaker", member=F("activity__speaker"))
    assert set(spoke.values_list("state", flat=True)) == {"present"}
    assert spoke.count() == held.count() > 300


def test_history_of_groups_and_posts_is_kept(demo):
    change = semesters()[1].starts_on
    assert FormerName.objects.get(school=demo).name == "科学教研组"
    merged = Group.objects.get(school=demo, name="艺术教研组")
    assert {g.name for g in merged.merged_from.all()} == {"音乐教研组", "美术教研组"}
    assert all(g.ended_on < change and g.activities.exists() for g in merged.merged_from.all())
    assert own(Post).filter(ended_on__lt=change, kind="vice_principal").exists()
    left = own(StaffMember).exclude(left_on=None)
    assert left.count() == 2
    assert not Membership.objects.between(TODAY).filter(member__in=left).exists()


def test_every_kind_of_group_is_there_and_has_a_leader_today(demo):
    groups = own(Group).between(TODAY)
    assert set(groups.values_list("kind", flat=True)) == set(GroupKind.values)
    led = own(Membership).between(TODAY).leading().values_list("group_id", flat=True)
    assert set(groups.values_list("pk", flat=True)) == set(led)


def test_teachers_teach_and_everyone_is_of_age(demo):
    for member in own(StaffMember):
        assert 18 <= (member.joined_on - member.born_on).days / 365 <= 32, member.number
    names = list(own(StaffMember).filter(left_on=None).values_list("name", flat=True))
    assert len(names) == 58
    assert {"刘䶮", "周㛃", "古丽巴哈尔·阿布都热西提", "欧阳慧"} <= set(names)
    assert names.count("张敏") == 2


def test_projects_have_subs_and_stages_that_move_on(demo):
    order = ["application", "registration", "opening", "midterm", "closing"]
    by_project = {}
    for term in own(ProjectTerm).order_by("semester__starts_on").select_related("project"):
        by_project.setdefault(term.project, []).append(order.index(term.stage))
    assert {project.kind for project in by_project} == {"main", "sub", "micro"}
    assert all(stages == sorted(stages) for stages in by_project.values())


@pytest.mark.parametrize("log_in", LOG_INS, ids=lambda log_in: log_in.login)
def test_every_log_in_works_at_once_and_opens_the_home_page(demo, log_in):
    user = StaffNumberBackend().authenticate(None, username=log_in.login, password=DEMO_PASSWORD)
    assert user is not None
    assert not user.must_change_password
    assert user.may_open_schools == log_in.may_open_schools
    client = Client()
    client.force_login(user, backend="apps.staff.backends.StaffNumberBackend")
    assert client.get(reverse("portal:home")).status_code == 200


def test_the_log_ins_are_who_they_say(demo):
    def seat(number, code="DEMO"):
        return seat_of(User.objects.get(login=f"{code}-{number}"), today=TODAY)

    assert seat("T001").is_principal
    assert seat("T001").in_leading_group
    assert seat("T004").is_office
    assert seat("T006").is_leader
    assert not seat("T006").sees_school
    assert not seat("T007").is_leader
    assert seat("T001", "DEMO2").is_principal
    assert School.objects.filter(members__user__login="DEMO-T035").count() == 2


def test_the_log_ins_are_printed_with_the_password(demo, capsys):
    call_command("demo_logins")
    printed = capsys.readouterr().out
    assert DEMO_PASSWORD in printed
    assert all(log_in.login in printed for log_in in LOG_INS)
    assert printed.splitlines() == table()


def test_what_the_school_asks_holds_in_every_semester_and_is_met_by_some(demo):
    scheme = own(Scheme).get(state=DocumentState.PUBLISHED)
    codes = set(scheme.rows.values_list("code", flat=True))
    for semester in semesters():
        answers = evaluate(semester, today=TODAY).answers
        assert {answer.requirement.code for answer in answers} == codes
        states = Counter(answer.owed.state for answer in answers)
        assert len(answers) / 5 < states["met"] < len(answers)


def test_the_countys_new_document_waits_as_a_draft_with_nothing_wrong_in_it(demo):
    draft = own(RulePack).get()
    assert draft.is_draft
    assert draft.valid_from > semesters()[-1].ends_on
    assert not read(draft, school_names(demo.pk)).problems


def test_the_neighbour_holds_its_own_activities(demo):
    school = School.objects.get(code="DEMO2")
    held = Attendance.objects.filter(school=school, state="present").count()
    assert Entry.objects.filter(school=school, kind__family=Family.ACTIVITY).count() == held > 0
