import pytest
from django.template import Context, Template

from apps.notices import selectors, services
from apps.notices.models import Notice


@pytest.fixture
def bell(rf, seated):
    def render(member):
        request = rf.get("/")
        request.user = seated(member)
        return Template("{% load notices %}{% bell %}").render(Context({"request": request, "area": ""}))

    return render


def test_it_counts_what_is_unread_with_one_query(cast, tell, bell, seated, django_assert_num_queries):
    tell(cast.teacher, key="a")
    tell(cast.teacher, key="b")
    tell(cast.leader, key="c")
    seated(cast.teacher)
    with django_assert_num_queries(1):
        assert selectors.unread_count(cast.teacher.pk) == 2
    assert '<span aria-hidden="true">2</span>' in bell(cast.teacher)


def test_what_was_read_or_done_no_longer_counts(cast, tell, bell, now):
    tell(cast.teacher, key="a")
    tell(cast.teacher, key="b")
    services.mark_read(Notice.objects.get(key="a"), now=now)
    services.finish(school=cast.school, key="b", now=now)
    assert "bell-count" not in bell(cast.teacher)


def test_it_does_not_count_for_ever(cast, bell, settings):
    Notice.objects.bulk_create(
        [
            Notice(school=cast.school, member=cast.teacher, kind="news", title="x", key=str(n))
            for n in range(150)
        ]
    )
    assert "99+" in bell(cast.teacher)


def test_without_a_seat_there_is_none(rf, django_user_model, db, django_assert_num_queries):
    request = rf.get("/")
    request.user = django_user_model(login="x", name="x")
    with django_assert_num_queries(0):
        assert Template("{% load notices %}{% bell %}").render(Context({"request": request})).strip() == ""
