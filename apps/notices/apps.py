from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "apps.notices"

    def ready(self):
        from apps.notices import permissions  # noqa: F401 registers the permissions
