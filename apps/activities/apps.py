from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "apps.activities"

    def ready(self):
        from apps.activities import permissions  # noqa: F401 registers the permissions
        from apps.activities.facts import HELD, meetings_of, records_of
        from apps.activities.selectors import explain_attendance, pages_of_attendance
        from apps.activities.services import SOURCE
        from apps.credits import sources

        sources.register(SOURCE, pages_of_attendance, explain=explain_attendance, records=records_of)
        pages = sources.pages_named("activities:activity_detail")
        sources.register(HELD, pages, explain=explain_attendance, records=meetings_of)
