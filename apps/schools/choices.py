from django.db import models
from django.utils.translation import gettext_lazy as _

# A log-in name is a school's code, a hyphen and a staff number, and numbers may have hyphens of their own; @ tells an
# e-mail, # a log-in that was retired. So none of them stands in a code.
SCHOOL_CODE = r"^[^-@#\s]+$"


# No semester is longer; a week in a workbook or a form is at most this.
MOST_WEEKS = 30


class Term(models.IntegerChoices):
    """The two semesters of a school year."""

    FIRST = 1, _("first semester")
    SECOND = 2, _("second semester")


class Origin(models.TextChoices):
    """How a record came in. Only what a workbook brought may a later workbook take back."""

    PAGE = "page", _("a page")
    WORKBOOK = "workbook", _("the office's workbook")


class Level(models.TextChoices):
    """Level of a work, an award or a project (级别), lowest first."""

    SCHOOL = "school", _("school level")
    COUNTY = "county", _("county level")
    CITY = "city", _("city level")
    PROVINCE = "province", _("province level")
    NATIONAL = "national", _("national level")
