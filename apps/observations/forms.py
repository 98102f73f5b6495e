from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.forms import ProseField
from apps.credits.record_pages import RecordForm
from apps.observations.models import Observation


class ObservationForm(RecordForm):
    opinion = ProseField(label=Observation._meta.get_field("opinion").verbose_name, required=False)
    taken_field = "date"
    taken_text = gettext_lazy(
        "This lesson is recorded already: same observer, teacher, day, period and class."
    )

    class Meta:
        model = Observation
        fields = [
            "observer", "teacher", "date", "period", "class_name", "subject", "lesson_type", "mode", "score", "opinion",
        ]  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("observer") and cleaned.get("observer") == cleaned.get("teacher"):
            self.add_error("teacher", _("Nobody observes their own lesson: choose the colleague who taught."))
        period, score = cleaned.get("period"), cleaned.get("score")
        if period is not None and not 1 <= period <= 12:
            self.add_error("period", _("Periods are numbered from 1 to 12."))
        if score is not None and not 0 <= score <= 100:
            self.add_error("score", _("A score lies between 0 and 100."))
        return cleaned
