from django.urls import reverse

from apps.staff.demo import DEMO_PASSWORD, demo_logins
from tests import factories


def demo_school(now):
    school = factories.SchoolFactory(code="DEMO")
    teacher = factories.StaffFactory(school=school, name="许老师", number="T001")
    principal = factories.StaffFactory(school=school, name="谭校长", number="T002")
    factories.PostFactory(member=teacher, kind="teacher")
    factories.PostFactory(member=principal, kind="teacher")
    factories.PostFactory(member=principal, kind="principal")
    return teacher, principal


def test_in_a_demo_the_log_in_page_shows_its_log_ins_highest_post_first(cast, now, settings, visitor):
    settings.DEMO = True
    teacher, principal = demo_school(now)
    shown = visitor.get(reverse("staff:log_in"))
    assert [entry.name for entry in shown.context["demo_logins"]] == ["谭校长", "许老师"]
    assert shown.context["demo_logins"][0].login == principal.user.login
    assert DEMO_PASSWORD in shown.content.decode()


def test_outside_of_a_demo_it_shows_none_although_such_a_school_is_there(cast, now, settings, visitor):
    settings.DEMO = False
    demo_school(now)
    shown = visitor.get(reverse("staff:log_in"))
    assert shown.context["demo_logins"] == []
    assert DEMO_PASSWORD not in shown.content.decode()


def test_who_must_change_the_password_or_has_left_is_not_shown(now, db, settings):
    settings.DEMO = True
    teacher, principal = demo_school(now)
    principal.user.must_change_password = True
    principal.user.save()
    teacher.left_on = "2025-10-01"
    teacher.save()
    assert demo_logins(now.date()) == []
