"""Long work: a row that is never lost, and the files it makes."""

import uuid
from itertools import groupby
from operator import itemgetter

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.groups.selectors import as_seated_in
from apps.jobs.choices import UNDER_WAY, JobState
from apps.jobs.registry import kinds_for, seen_in
from apps.schools.models import OwnedQuerySet, School
from apps.staff.models import User


class JobQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Of the school one sits in: those one asked for oneself, for office and principals those of others, too
        (``Work.seen``).

        Of other schools: those one asked for oneself, as long as one's seat there gives this kind of work. So the
        workbook of a new school, which ends in the new one, is seen from the school it was asked in, and nobody sees
        with the seat of one school what they have lost in another.
        """
        if user.seat is None:
            return self.none()
        here, own = Q(school=user.seat.school), Q(requested_by=user)
        sees_others = user.seat.is_office or user.seat.is_principal
        here &= (own | seen_in(user.seat.school)) if sees_others else own
        return self.filter(here | self._of_their_own(user))

    def _of_their_own(self, user) -> Q:
        """Work of theirs that is in another school, or may go there between this read and the next: a seat there may
        be younger than the one of this request, and a page that asks how far it is must not lose it on the way.
        """
        mine = Job.objects.filter(~Q(school=user.seat.school) | Q(state__in=UNDER_WAY), requested_by=user)
        found = Q(pk__in=[])
        for school_id, jobs in groupby(
            mine.order_by("school_id").values_list("school_id", "pk"), key=itemgetter(0)
        ):
            own = Q(pk__in=[pk for _school, pk in jobs])
            if school_id == user.seat.school.pk:
                found |= own
            elif there := as_seated_in(user, school_id, today=clock.today()):
                found |= own & Q(kind__in=kinds_for(there))
        return found


class Job(models.Model):
    """A piece of long work. The row is written with the change that wants it; the Celery task only wakes it up.

    A worker claims the row with a lease and renews it while it works; a lease that has run out is taken
    back by the sweeper. The result is attached in one transaction with the end of the job.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    kind = models.CharField(_("kind"), max_length=40)
    unique_key = models.CharField(
        _("unique key"), max_length=120, help_text=_("No second job with this key while one waits or runs.")
    )
    params = models.JSONField(_("parameters"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    step = models.CharField(_("step"), max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("claimed as"), null=True)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    result = models.JSONField(_("result"), default=dict)
    error = models.CharField(_("error"), max_length=300, blank=True)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="jobs", verbose_name=_("requested by")
    )
    created_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    woken_at = models.DateTimeField(_("woken at"), null=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["school", "kind", "-created_at"], name="job_of_school"),
            models.Index(fields=["state", "lease_until"], name="job_to_sweep"),
        ]
        constraints = [
            models.UniqueConstraint(
                "school",
                "kind",
                "unique_key",
                name="job_once",
                condition=Q(state__in=UNDER_WAY),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("jobs:job_detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


class JobFile(models.Model):
    """A file a job was given or has made, kept outside the web root and served only through a page."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="files", verbose_name=_("job"))
    name = models.CharField(_("file name"), max_length=120)
    role = models.CharField(_("role"), max_length=20)
    content_type = models.CharField(_("content type"), max_length=100)
    content = models.BinaryField(_("content"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of a job")
        verbose_name_plural = _("files of jobs")
        constraints = [models.UniqueConstraint("job", "role", name="job_file_role_once")]

    def __str__(self):
        return self.name
