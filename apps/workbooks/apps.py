from django.apps import AppConfig
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class WorkbooksConfig(AppConfig):
    name = "apps.workbooks"

    def ready(self):
        from apps.jobs.registry import Work, register
        from apps.workbooks import permissions  # noqa: F401 registers the permissions
        from apps.workbooks.choices.jobs import CHECK, IMPORT
        from apps.workbooks.services.work import run_check, run_import

        def page(name):
            return lambda job: reverse(f"workbooks:{name}", args=[job.pk])

        may = "workbooks.add_import"
        register(
            Work(
                CHECK, _("Check the workbook"), run_check, page("check_detail"), may, queue="interactive",
                seen=lambda school: Q(result__code=school.code),  # a workbook of another school is not theirs
            )
        )  # fmt: skip
        register(Work(IMPORT, _("Import the workbook"), run_import, page("import_detail"), may, atomic=True))
