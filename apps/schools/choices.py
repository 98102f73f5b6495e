from django.db import models
from django.utils.translation import gettext_lazy as _


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
