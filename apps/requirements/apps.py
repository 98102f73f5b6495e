from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "apps.requirements"

    def ready(self):
        from apps.credits.standings import asked_elsewhere
        from apps.jobs.registry import Work, register
        from apps.requirements import permissions  # noqa: F401 registers the permissions
        from apps.requirements.selectors.standings import asked_by_schemes
        from apps.requirements.services import dry_runs

        asked_elsewhere(asked_by_schemes)

        def page(job):
            return reverse("requirements:dryrun_detail", args=[job.pk])

        register(Work(dry_runs.KIND, _("Dry run"), dry_runs.run_dry_run, page, "requirements.view_dryrun"))
