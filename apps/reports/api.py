"""The figures of a semester's summary."""

from django.utils.translation import gettext_lazy as _

from apps.core.rest.views import Item
from apps.reports import selectors
from apps.reports.serializers import SummaryOut
from apps.schools.models import Semester


class SummaryItem(Item):
    area = "summary"
    may = {"get": "reports.view_summary"}
    summary = {"get": _("Figures of the semester summary")}
    model, reads = Semester, SummaryOut

    def rows(self):
        return super().rows().select_related("school", "year")

    def get(self, request, *args, **kwargs):
        figures = selectors.figures(self.object, today=request.today)
        return self.told(
            {
                "semester": self.object, "figures": figures, "activity_count": len(figures.activities),
                "reached_count": len(figures.reached), "work_count": len(figures.works),
                "project_count": len(figures.projects),
            }
        )  # fmt: skip
