from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "apps.drafts"

    def ready(self):
        from apps.drafts import permissions  # noqa: F401 registers the permissions
