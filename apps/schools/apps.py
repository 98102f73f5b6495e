from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "apps.schools"

    def ready(self):
        from apps.schools import permissions  # noqa: F401 registers the permissions
