"""Progress of long work, and the files it made."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from apps.core.views import ConfirmPage, DetailPage
from apps.core.xlsx import file_response
from apps.jobs import services
from apps.jobs.models import Job
from apps.jobs.registry import work_of


class JobDetail(DetailPage):
    """The bar while it works, then the page of the result. htmx asks again every second."""

    model = Job
    permission = "jobs.view_job"
    template_name = "jobs/job_detail.html"

    def get(self, request, *args, **kwargs):
        job = self.object
        if job.state == "done":
            page = work_of(job.kind).page(job)
            return HttpResponse(headers={"HX-Redirect": page}) if request.htmx else redirect(page)
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get_template_names(self):
        return ["jobs/job_part.html" if self.request.htmx else self.template_name]

    def get_title(self):
        return str(work_of(self.object.kind).title)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_change=self.request.user.has_perm("jobs.change_job", self.object), **kwargs
        )


class JobFileDownload(DetailPage):
    """A file of a job, as a download or, for a PDF, in the browser (``?inline=1``)."""

    model = Job
    permission = "jobs.view_job"

    def get(self, request, *args, **kwargs):
        found = get_object_or_404(self.object.files, role=kwargs["role"])
        return file_response(
            bytes(found.content), found.name, found.content_type, inline="inline" in request.GET
        )


class JobCancel(ConfirmPage):
    model = Job
    permission = "jobs.change_job"

    def act(self):
        services.cancel(self.object)

    def get_title(self):
        return _("Stop this work?")

    def get_context_data(self, **kwargs):
        self.submit_label = _("Stop this work")
        self.warning = _("What it has not finished will not be written. You can start it again later.")
        self.done_text = _("Stopped.")
        return super().get_context_data(**kwargs)


class JobRetry(ConfirmPage):
    model = Job
    permission = "jobs.change_job"
    danger = False

    def act(self):
        services.retry(self.object)

    def get_title(self):
        return _("Try again?")

    def get_context_data(self, **kwargs):
        self.submit_label, self.warning = _("Try again"), _("The same work is put into the queue once more.")
        self.done_text = _("Under way again.")
        return super().get_context_data(**kwargs)
