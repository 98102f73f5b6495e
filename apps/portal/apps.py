from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "apps.portal"

    def ready(self):
        from apps.portal import permissions  # noqa: F401 registers the permissions
