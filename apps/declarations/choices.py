from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.approvals.choices import Reviewer


class State(models.TextChoices):
    """How far the review of a declaration is; what the office records from paper is approved."""

    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


# Standard kind → where such work takes place, in the words of the rules; other kinds say nothing of it.
PLACES = {"training": "outside", "degree": "outside", "online": "online", "outreach": "interschool"}

# Who reviews in how many days until a school says otherwise: school, then county.
STEPS = ((Reviewer.OFFICE, 7), (Reviewer.COUNTY, 30))
