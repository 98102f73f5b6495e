"""How things are reviewed at a school: routes and the phrases of its reviewers."""

from typing import NamedTuple

from django.db import transaction

from apps.approvals.choices import Sight
from apps.approvals.models import Phrase, Route, RouteStep


class Step(NamedTuple):
    """One step of a route: who reviews, in how many days, and when its author learns names and opinions."""

    reviewer: str
    days: int
    names: str = Sight.ALWAYS
    opinions: str = Sight.ALWAYS


@transaction.atomic
def set_route(*, school, subject: str, name: str, steps: list[tuple]) -> Route:
    """Lay down the route for a subject; cases under way keep the step they are at.

    ``steps`` are ``Step`` or plain (reviewer, days).
    """
    route, _created = Route.objects.update_or_create(school=school, subject=subject, defaults={"name": name})
    route.steps.all().delete()
    RouteStep.objects.bulk_create(
        [
            RouteStep(school=school, route=route, position=position, **Step(*step)._asdict())
            for position, step in enumerate(steps)
        ]
    )
    return route


@transaction.atomic
def set_phrases(*, school, texts: dict[str, list[str]]) -> None:
    """The phrases a school's reviewers choose from, in order, by the subject they return; without any the usual ones of
    that subject are offered. Subjects that are not named keep theirs.
    """
    Phrase.objects.filter(school=school, subject__in=texts).delete()
    Phrase.objects.bulk_create(
        [
            Phrase(school=school, subject=subject, text=text, position=n)
            for subject, lines in texts.items()
            for n, text in enumerate(dict.fromkeys(lines))
        ]
    )
