from django.utils.translation import gettext_lazy as _

from apps.credits.record_pages import RecordForm
from apps.portfolio.choices import Result
from apps.portfolio.models import Work


class WorkForm(RecordForm):
    taken_field = "title"
    taken_text = _("This author has a work of this name and category already: open it in the list.")

    class Meta:
        model = Work
        fields = ["author", "category", "title", "date", "characters", "level", "result", "prize"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("prize") and cleaned.get("result") != Result.AWARDED:
            self.add_error(
                "prize", _("A prize belongs to an award: choose “awarded” as the result, or empty this.")
            )
        return cleaned
