from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "apps.portfolio"

    def ready(self):
        from apps.approvals import things
        from apps.approvals.models import Case
        from apps.approvals.signals import case_moved
        from apps.credits import sources
        from apps.portfolio import permissions  # noqa: F401 registers the permissions
        from apps.portfolio.choices import PHRASES
        from apps.portfolio.models import SOURCE
        from apps.portfolio.receivers import WORKS
        from apps.portfolio.selectors import draft_of, explain_work
        from apps.portfolio.services import works_of

        pages = sources.pages_named("portfolio:work_detail")
        sources.register(SOURCE, pages, explain=explain_work, records=works_of)
        things.register(things.Thing(SOURCE, _("work"), pages, draft=draft_of, phrases=PHRASES))
        case_moved.connect(WORKS.follow_case, sender=Case, dispatch_uid=SOURCE)
