from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.groups.models import Group
from apps.groups.services import end_group
from tests import factories

LAST = date(2025, 11, 14)


def test_the_office_ends_a_group_and_everybodys_membership_with_it(cast, browse):
    url = reverse("groups:group_end", args=[cast.group.pk])
    assert browse(cast.office).post(url, {"on": "2025-11-14"}).url == cast.group.get_absolute_url()
    assert Group.objects.get(pk=cast.group.pk).ended_on == LAST
    assert set(cast.group.memberships.values_list("ended_on", flat=True)) == {LAST}


def test_who_had_left_before_keeps_the_day_and_who_was_to_come_never_comes(cast):
    factories.MembershipFactory(group=cast.group, member=cast.colleague, ended_on=date(2021, 8, 31))
    factories.MembershipFactory(group=cast.group, member=cast.principal, started_on=date(2025, 12, 1))
    end_group(cast.group, on=LAST)
    days = cast.group.memberships.order_by("ended_on").values_list("ended_on", flat=True)
    assert list(days) == [date(2021, 8, 31), LAST, LAST]


def test_the_leader_leads_nobody_afterwards(cast, seated):
    end_group(cast.group, on=LAST)
    assert not seated(cast.leader).seat.is_leader


@pytest.mark.parametrize("on", ["2020-08-31", ""])
def test_a_day_that_cannot_be_is_said_at_the_field(cast, browse, on):
    response = browse(cast.office).post(reverse("groups:group_end", args=[cast.group.pk]), {"on": on})
    assert response.status_code == 422
    assert "on" in response.context["form"].errors


def test_a_group_ends_once(cast):
    end_group(cast.group, on=LAST)
    with pytest.raises(ValidationError):
        end_group(cast.group, on=date(2025, 11, 17))
    assert Group.objects.get(pk=cast.group.pk).ended_on == LAST
