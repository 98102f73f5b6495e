from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "apps.reports"

    def ready(self):
        from apps.reports import permissions  # noqa: F401 registers the permissions
