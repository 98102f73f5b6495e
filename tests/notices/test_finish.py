from apps.notices import services
from apps.notices.models import Notice


def open_keys(member):
    return set(Notice.objects.filter(member=member, done_at=None).values_list("key", flat=True))


def test_a_thing_that_is_done_closes_its_notices_and_those_below_it(cast, tell, now):
    for key in ("cases.case:1", "cases.case:1:draft:2", "cases.case:12", "cases.case:12:draft:1"):
        tell(cast.teacher, key=key)
    assert services.finish(school=cast.school, key="cases.case:1", now=now) == 2
    assert open_keys(cast.teacher) == {"cases.case:12", "cases.case:12:draft:1"}


def test_it_closes_for_everybody_or_only_for_those_named(cast, tell, now):
    tell(cast.teacher, cast.leader, cast.colleague)
    assert services.finish(school=cast.school, key="things.thing:1", now=now, members=[cast.leader]) == 1
    assert open_keys(cast.leader) == set()
    assert services.finish(school=cast.school, key="things.thing:1", now=now) == 2


def test_the_same_number_in_another_school_stays_open(cast, tell, now):
    tell(cast.teacher)
    tell(cast.stranger)
    services.finish(school=cast.school, key="things.thing:1", now=now)
    assert open_keys(cast.stranger) == {"things.thing:1"}


def test_what_is_done_stays_done_at_its_time(cast, tell, now):
    tell(cast.teacher)
    services.finish(school=cast.school, key="things.thing:1", now=now)
    assert services.finish(school=cast.school, key="things.thing:1", now=now.replace(hour=12)) == 0
    assert Notice.objects.get(member=cast.teacher).done_at == now


def test_a_key_with_a_wildcard_of_the_database_is_only_a_key(cast, tell, now):
    tell(cast.teacher, key="things.thing:1:a")
    assert services.finish(school=cast.school, key="things%", now=now) == 0
    assert services.finish(school=cast.school, key="things_thing", now=now) == 0
