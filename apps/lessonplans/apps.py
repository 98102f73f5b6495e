from django.apps import AppConfig


class LessonPlansConfig(AppConfig):
    name = "apps.lessonplans"

    def ready(self):
        from apps.credits import sources
        from apps.lessonplans import permissions  # noqa: F401 registers the permissions
        from apps.lessonplans.selectors import explain_plan
        from apps.lessonplans.services import SOURCE

        sources.register(SOURCE, sources.pages_named("lessonplans:lessonplan_detail"), explain=explain_plan)
