from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.credits.record_pages import RecordForm
from apps.lessonplans.models import LessonPlan


class LessonPlanForm(RecordForm):
    day_field = "submitted_on"
    taken_field = "title"
    taken_text = gettext_lazy("This teacher has handed in a plan of this name already: open it in the list.")

    class Meta:
        model = LessonPlan
        fields = ["author", "title", "subject", "week", "submitted_on", "state", "mark"]

    def clean(self):
        cleaned = super().clean()
        week = cleaned.get("week")
        if week is not None and not 1 <= week <= 30:
            self.add_error("week", _("Weeks are numbered from 1 to 30."))
        return cleaned
