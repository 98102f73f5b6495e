from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonPlansConfig(AppConfig):
    name = "apps.lessonplans"

    def ready(self):
        from apps.approvals import things
        from apps.approvals.models import Case
        from apps.approvals.signals import case_moved
        from apps.credits import sources
        from apps.lessonplans import permissions  # noqa: F401 registers the permissions
        from apps.lessonplans.choices import PHRASES, Mark
        from apps.lessonplans.inspections import (
            INSPECTED,
            explain_inspection,
            follow_inspection,
            inspections_of,
            pages_of_inspections,
        )
        from apps.lessonplans.models import SOURCE
        from apps.lessonplans.receivers import PLANS
        from apps.lessonplans.selectors import draft_of, explain_plan
        from apps.lessonplans.services import plans_of

        pages = sources.pages_named("lessonplans:lessonplan_detail")
        sources.register(SOURCE, pages, explain=explain_plan, records=plans_of)
        things.register(
            things.Thing(SOURCE, _("lesson plan"), pages, tuple(Mark.choices), draft_of, phrases=PHRASES)
        )
        case_moved.connect(PLANS.follow_case, sender=Case, dispatch_uid=SOURCE)
        sources.register(INSPECTED, pages_of_inspections, explain=explain_inspection, records=inspections_of)
        case_moved.connect(follow_inspection, sender=Case, dispatch_uid=INSPECTED)
