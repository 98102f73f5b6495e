"""The last token of twenty, asked for twice at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from apps.tokens.models import ApiToken
from apps.tokens.services import MOST_VALID, issue_token
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_nobody_has_more_than_twenty(cast, seated, now):
    user = seated(cast.teacher)

    def issue():
        return issue_token(user=user, name="课表", scopes=["school:read"], days=30, today=now.date())

    for _n in range(MOST_VALID - 1):
        issue()
    answers = at_once(*[issue] * 4)
    assert ApiToken.objects.count() == MOST_VALID
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 3
