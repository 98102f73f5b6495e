from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.approvals.choices import Reviewer


class State(models.TextChoices):
    """How far the review of a declaration is; what the office records from paper is approved."""

    WAITING = "waiting", pgettext_lazy("of declared hours", "waiting for review")
    RETURNED = "returned", pgettext_lazy("of declared hours", "returned")
    APPROVED = "approved", pgettext_lazy("of declared hours", "recognised")


# What reviewers, those of the county too, often say when they return declared hours.
PHRASES = (
    _("The picture cannot be read: take it again."),
    _("Add the page that shows your name."),
    _("The hours are not those of the certificate: give them as printed."),
    _("The days are not those of the certificate: correct them."),
    _("Choose the level of the office that issued the certificate."),
    _("The school has recorded this already: do not declare it a second time."),
)

# Standard kind → where such work takes place, in the words of the rules; other kinds say nothing of it.
PLACES = {"training": "outside", "degree": "outside", "online": "online", "outreach": "interschool"}

# Who reviews in how many days until a school says otherwise: school, then county.
STEPS = ((Reviewer.OFFICE, 7), (Reviewer.COUNTY, 30))
