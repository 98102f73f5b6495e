from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "apps.observations"

    def ready(self):
        from apps.observations import permissions  # noqa: F401 registers the permissions
