from django.db import models
from django.utils.translation import pgettext_lazy

from apps.approvals.choices import Reviewer


class State(models.TextChoices):
    """How far the review of a declaration is; what the office records from paper is approved."""

    WAITING = "waiting", pgettext_lazy("of declared hours", "waiting for review")
    RETURNED = "returned", pgettext_lazy("of declared hours", "returned")
    APPROVED = "approved", pgettext_lazy("of declared hours", "recognised")


# Standard kind → where such work takes place, in the words of the rules; other kinds say nothing of it.
PLACES = {"training": "outside", "degree": "outside", "online": "online", "outreach": "interschool"}

# Who reviews in how many days until a school says otherwise: school, then county.
STEPS = ((Reviewer.OFFICE, 7), (Reviewer.COUNTY, 30))
