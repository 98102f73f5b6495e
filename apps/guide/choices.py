from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reader(TextChoices):
    """For whom a part of the guide is written; ``docs/guide/<value>.md``."""

    TEACHER = "teacher", _("Teachers")
    LEADER = "leader", _("Group leaders")
    OFFICE = "office", _("Office")
    PRINCIPAL = "principal", _("Principals")
