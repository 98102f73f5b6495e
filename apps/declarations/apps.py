from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "apps.declarations"

    def ready(self):
        from apps.approvals import things
        from apps.approvals.models import Case
        from apps.approvals.signals import case_moved
        from apps.credits import sources
        from apps.declarations import permissions  # noqa: F401 registers the permissions
        from apps.declarations.choices import PHRASES, STEPS
        from apps.declarations.models import SOURCE
        from apps.declarations.receivers import DECLARATIONS
        from apps.declarations.selectors import draft_of, explain_declaration
        from apps.declarations.services import declarations_of

        pages = sources.pages_named("declarations:declaration_detail")
        sources.register(SOURCE, pages, explain=explain_declaration, records=declarations_of)
        things.register(
            things.Thing(
                SOURCE, _("declaration"), pages, draft=draft_of, steps=STEPS, phrases=PHRASES, proves=True
            )
        )
        case_moved.connect(DECLARATIONS.follow_case, sender=Case, dispatch_uid=SOURCE)
