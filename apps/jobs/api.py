"""Long work that was asked for: how far it is, what came of it, its files."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from apps.core.rest.formed import PlainAct
from apps.core.rest.views import Collection, FileItem, Item
from apps.core.xlsx import XLSX, file_response
from apps.jobs import services
from apps.jobs.models import Job
from apps.jobs.registry import kinds_for
from apps.jobs.serializers import JobOut, JobWithResult


class JobArea:
    area = "jobs"
    model, reads = Job, JobWithResult


class JobList(JobArea, Collection):
    may = {"get": "jobs.view_job"}
    summary = {"get": _("Long work that was asked for, the latest first; kept for thirty days")}
    reads = JobOut
    sorts = {"created_at": "created_at"}

    def rows(self):
        """Of the kinds of work whose results the user may see; of other schools none else are in sight."""
        here = Q(school=self.request.user.seat.school)
        return super().rows().filter(~here | Q(kind__in=kinds_for(self.request.user)))


class JobItem(JobArea, Item):
    may = {"get": "jobs.view_job"}
    summary = {"get": _("One piece of long work: how far it is, and what came of it")}


class JobFileItem(JobArea, FileItem):
    may = {"get": "jobs.view_job"}
    summary = {"get": _("A file of long work, by its role")}
    media_types = (XLSX, "application/pdf", "application/json", "application/gzip")

    def get(self, request, *args, **kwargs):
        found = get_object_or_404(self.object.files, role=kwargs["role"])
        return file_response(bytes(found.content), found.name, found.content_type)


class JobCancel(JobArea, PlainAct):
    may = {"post": "jobs.change_job"}
    summary = {"post": _("Stop work that waits or runs; what it has not finished is not written")}

    def act(self, sent):
        services.cancel(self.object)


class JobRetry(JobArea, PlainAct):
    may = {"post": "jobs.change_job"}
    summary = {"post": _("Put failed or stopped work into the queue again")}

    def act(self, sent):
        services.retry(self.object)
