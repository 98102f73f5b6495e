from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "apps.activities"

    def ready(self):
        from apps.activities import permissions  # noqa: F401 registers the permissions
