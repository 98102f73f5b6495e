from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reviewer(models.TextChoices):
    """Who reviews at a step; worked out for the author when the case comes to the step."""

    PREPARATION_LEADER = "preparation_leader", _("lesson-preparation leader")
    GROUP_LEADER = "group_leader", _("teaching-research group leader")
    GRADE_HEAD = "grade_head", _("grade head")
    OFFICE = "office", _("teaching affairs office")
    PRINCIPAL = "principal", _("principal")
    COUNTY = "county", _("county")


# Stamps that are not named after who reviews: the school's own part of the way has been gone; the county, or whichever
# office above the school has to, has verified it.
SCHOOL, BUREAU = "school", "bureau"


class CaseState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("case", "waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "withdrawn")


DECIDED = (CaseState.RETURNED, CaseState.APPROVED)
# What only a review says of a thing; everything else its author has said.
SAID_BY_REVIEW = frozenset({"author", "state", "mark"})


def belongs_to_review(field: str, state: str | None) -> bool:
    """Whether a field of a thing is left to its review: all of a thing that waits, lest other values are approved than
    were read; of one that is decided what only the review says. ``state`` is its case's, None without a case.
    """
    if state in DECIDED:
        return field in SAID_BY_REVIEW
    return state == CaseState.WAITING


class Act(models.TextChoices):
    """What happened to a case."""

    SUBMITTED = "submitted", _("handed in")
    RESUBMITTED = "resubmitted", _("handed in again")
    SEEN = "seen", _("seen")
    PASSED = "passed", _("passed on")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "withdrawn")
    UNDONE = "undone", _("decision taken back")


class Sight(models.TextChoices):
    """When the author reads who reviewed and what they said."""

    ALWAYS = "always", _("at once")
    DECIDED = "decided", _("after the decision")
    NEVER = "never", _("not at all")


# State → the acts that may follow.
FOLLOWS = {
    CaseState.WAITING: {Act.SEEN, Act.PASSED, Act.APPROVED, Act.RETURNED, Act.WITHDRAWN},
    CaseState.RETURNED: {Act.RESUBMITTED, Act.WITHDRAWN, Act.UNDONE},
    CaseState.APPROVED: {Act.UNDONE},
    CaseState.WITHDRAWN: {Act.RESUBMITTED},
}
