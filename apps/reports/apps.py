from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "apps.reports"

    def ready(self):
        from apps.jobs.registry import Work, register
        from apps.reports import (
            permissions,  # noqa: F401 registers the permissions
            services,
        )

        register(
            Work(
                kind=services.KIND,
                title=_("Semester summary"),
                run=services.run_summary,
                page=lambda job: reverse("reports:run_detail", args=[job.pk]),
                permission="reports.print_summary",
                queue="pdf",
            )
        )
