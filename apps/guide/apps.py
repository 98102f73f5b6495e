from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "apps.guide"

    def ready(self):
        from apps.guide import permissions  # noqa: F401 registers the permissions
