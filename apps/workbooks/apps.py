from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "apps.workbooks"

    def ready(self):
        from apps.workbooks import permissions  # noqa: F401 registers the permissions
