from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "apps.staff"

    def ready(self):
        from apps.staff import permissions  # noqa: F401 registers the permissions
