from apps.core.forms import ProseField
from apps.credits.choices import Family
from apps.credits.record_pages import RecordForm
from apps.observations.models import Observation


class ObservationForm(RecordForm):
    opinion = ProseField(label=Observation._meta.get_field("opinion").verbose_name, required=False)

    class Meta:
        model = Observation
        fields = [
            "observer", "teacher", "date", "period", "class_name", "subject", "lesson_type", "mode", "score", "opinion",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self.fields["lesson_type"]
        kinds.queryset = kinds.queryset.filter(family=Family.OBSERVATION)
