"""Register of research projects."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.links import page_of
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.groups.models import Group
from apps.projects.choices import ProjectKind, Stage
from apps.schools.choices import Level, Origin
from apps.schools.models import Owned, OwnedQuerySet, Semester
from apps.staff.models import StaffMember


class Project(Owned):
    """A research project (课题), seen by the whole school. It lives through several semesters."""

    code = models.CharField(_("project number"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=ProjectKind, default=ProjectKind.MAIN)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("main project")
    )
    leader = models.ForeignKey(
        StaffMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects_led",
        verbose_name=pgettext_lazy("of a project", "leader"),
    )
    writer = models.ForeignKey(
        StaffMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects_written",
        verbose_name=_("writer"),
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="projects",
        verbose_name=pgettext_lazy("of a project", "held by"),
    )  # fmt: skip
    sort = models.ForeignKey(
        EntryKind, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("of a project", "counted as"), limit_choices_to={"family": Family.PROJECT},
    )  # fmt: skip
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    members = models.ManyToManyField(
        StaffMember,
        blank=True,
        related_name="projects",
        verbose_name=pgettext_lazy("of a project", "members"),
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("research project")
        verbose_name_plural = _("research projects")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint("school", "code", name="project_code_once"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="project_not_its_own_parent"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("projects:project_detail", self.pk)


# What a project's work in one semester is called in the ledger.
SOURCE = "projects.term"


class ProjectTerm(Owned):
    """How far a project had come in a semester; a project is counted where it has one."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="terms", verbose_name=_("research project")
    )
    semester = models.ForeignKey(Semester, models.PROTECT, related_name="+", verbose_name=_("semester"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    reached_on = models.DateField(_("stage reached on"), null=True, blank=True)
    origin = models.CharField(
        _("entered by"), max_length=10, choices=Origin, default=Origin.PAGE, editable=False
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage in a semester")
        verbose_name_plural = _("stages by semester")
        ordering = ["semester__starts_on"]
        constraints = [models.UniqueConstraint("project", "semester", name="project_stage_once_a_semester")]

    def __str__(self):
        return self.get_stage_display()
