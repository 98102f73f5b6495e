from django.utils.translation import gettext_lazy as _

from apps.credits.choices import Family
from apps.credits.record_pages import RecordForm
from apps.portfolio.choices import Result
from apps.portfolio.models import Work


class WorkForm(RecordForm):
    class Meta:
        model = Work
        fields = ["author", "category", "title", "date", "characters", "level", "result", "prize"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self.fields["category"]
        kinds.queryset = kinds.queryset.filter(family=Family.WORK)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("prize") and cleaned.get("result") != Result.AWARDED:
            self.add_error(
                "prize", _("A prize belongs to an award: choose “awarded” as the result, or empty this.")
            )
        return cleaned
