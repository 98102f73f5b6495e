from django.apps import AppConfig


class LessonPlansConfig(AppConfig):
    name = "apps.lessonplans"

    def ready(self):
        from apps.lessonplans import permissions  # noqa: F401 registers the permissions
