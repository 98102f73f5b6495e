from django.apps import AppConfig


class CreditsConfig(AppConfig):
    name = "apps.credits"

    def ready(self):
        from apps.credits import permissions  # noqa: F401 registers the permissions
