from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "apps.jobs"

    def ready(self):
        from apps.jobs import permissions  # noqa: F401 registers the permissions
