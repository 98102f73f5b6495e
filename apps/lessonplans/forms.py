from apps.credits.record_pages import RecordForm
from apps.lessonplans.models import LessonPlan


class LessonPlanForm(RecordForm):
    day_field = "submitted_on"

    class Meta:
        model = LessonPlan
        fields = ["author", "title", "subject", "week", "submitted_on", "state", "mark"]
