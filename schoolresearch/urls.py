"""Every address. The permission table in ``tests/project`` has a line for each."""

from django.urls import include, path
from django.views.i18n import set_language

from schoolresearch import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", set_language, name="set_language"),
    path("school/", include("apps.schools.urls")),
    path("", include("apps.staff.urls")),
    path("groups/", include("apps.groups.urls")),
    path("drafts/", include("apps.drafts.urls")),
    path("tokens/", include("apps.tokens.urls")),
    path("api/v1/", include("schoolresearch.api_urls")),
    path("jobs/", include("apps.jobs.urls")),
    path("inbox/", include("apps.approvals.urls")),
    path("notices/", include("apps.notices.urls")),
    path("ledger/", include("apps.credits.urls")),
    path("t/", include("apps.credits.total_urls")),
    path("activities/", include("apps.activities.urls")),
    path("observations/", include("apps.observations.urls")),
    path("lesson-plans/", include("apps.lessonplans.urls")),
    path("works/", include("apps.portfolio.urls")),
    path("declarations/", include("apps.declarations.urls")),
    path("projects/", include("apps.projects.urls")),
    path("calendar/", include("apps.calendars.urls")),
    path("guide/", include("apps.guide.urls")),
    path("excel/", include("apps.workbooks.urls")),
    path("owed/", include("apps.requirements.urls")),
    path("summary/", include("apps.reports.urls")),
    path("", include("apps.portal.urls")),
]

handler500 = "schoolresearch.errors.server_error"
