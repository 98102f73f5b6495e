from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "apps.portfolio"

    def ready(self):
        from apps.credits import sources
        from apps.portfolio import permissions  # noqa: F401 registers the permissions
        from apps.portfolio.selectors import explain_work
        from apps.portfolio.services import SOURCE

        sources.register(SOURCE, sources.pages_named("portfolio:work_detail"), explain=explain_work)
