from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "apps.requirements"

    def ready(self):
        from apps.requirements import permissions  # noqa: F401 registers the permissions
