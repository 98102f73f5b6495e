from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "apps.portfolio"

    def ready(self):
        from apps.portfolio import permissions  # noqa: F401 registers the permissions
