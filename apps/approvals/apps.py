from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "apps.approvals"

    def ready(self):
        from apps.approvals import permissions  # noqa: F401 registers the permissions
