"""What must never be false in the tables, tried by going round ``save()`` and the forms."""

from datetime import date

import pytest
from django.db import IntegrityError

from apps.staff.models import Post, SchoolGrant, StaffMember, StaffTag, User
from tests import factories


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def update(member, **values):
    StaffMember.objects.filter(pk=member.pk).update(**values)


def test_a_number_is_held_once_in_a_school(cast):
    with refused("staff_number_once"):
        update(cast.teacher, number="T002")


def test_a_log_in_is_one_person_in_a_school(cast):
    with refused("staff_user_once_a_school"):
        update(cast.teacher, user=cast.leader.user)


def test_nobody_leaves_before_coming(cast):
    with refused("staff_left_after_entering"):
        update(cast.teacher, entered_on=date(2025, 9, 1), left_on=date(2025, 8, 31))


def test_nobody_works_before_being_born(cast):
    with refused("staff_joined_after_birth"):
        update(cast.teacher, born_on=date(1990, 1, 1), joined_on=date(1990, 1, 1))


def test_an_e_mail_belongs_to_one_log_in_whatever_its_case(cast):
    User.objects.filter(pk=cast.teacher.user_id).update(email="yu@example.cn")
    with refused("user_email_once"):
        User.objects.filter(pk=cast.leader.user_id).update(email="YU@example.cn")


def test_no_e_mail_is_no_duplicate(cast):
    assert User.objects.filter(email="").count() > 1


def test_a_log_in_name_is_given_once(cast):
    with refused("login"):
        User.objects.filter(pk=cast.teacher.user_id).update(login=cast.leader.user.login)


def test_a_post_is_not_held_twice_on_one_day(cast):
    Post.objects.filter(member=cast.teacher).update(ended_on=date(2025, 8, 31))
    post = Post(school=cast.school, member=cast.teacher, kind="teacher", started_on=date(2025, 9, 1))
    Post.objects.bulk_create([post])
    with refused("post_held_once_at_a_time"):
        Post.objects.filter(pk=post.pk).update(started_on=date(2025, 8, 31))


def test_a_post_does_not_end_before_it_begins(cast):
    with refused("post_ends_after_start"):
        Post.objects.filter(member=cast.teacher).update(ended_on=date(2020, 8, 31))


def test_a_tag_is_there_once_in_a_school(cast):
    with refused("staff_tag_once"):
        StaffTag.objects.bulk_create([StaffTag(school=cast.school, name="新教师") for _time in range(2)])


def test_the_books_are_given_once(cast):
    grant = {"user": cast.teacher.user, "school": factories.SchoolFactory()}
    with refused("grant_once"):
        SchoolGrant.objects.bulk_create([SchoolGrant(**grant), SchoolGrant(**grant)])
