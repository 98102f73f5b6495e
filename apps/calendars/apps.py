from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "apps.calendars"

    def ready(self):
        from apps.calendars import permissions  # noqa: F401 registers the permissions
