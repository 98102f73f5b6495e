"""What the requirements cost teachers."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.core.views import PlainPage
from apps.core.worked import Asked, WorkedList
from apps.core.xlsx import SheetWriter, file_response
from apps.requirements.forms.risk import PersonForm
from apps.requirements.selectors import burden, evaluate

# A column of the list, its heading on the page and in the file.
HEADINGS = {
    "number": gettext_lazy("Teacher"), "records": gettext_lazy("Records"), "minutes": gettext_lazy("Minutes in all"),
    "a_week": gettext_lazy("Minutes a week"), "busiest": gettext_lazy("Busiest week"),
    "owed_a_week": gettext_lazy("Owed a week"),
}  # fmt: skip


# What the headings of a file say otherwise, for no unit stands beside its numbers.
FILED = {
    "busiest": gettext_lazy("Busiest week (minutes)"),
    "owed_a_week": gettext_lazy("Owed a week (items)"),
}


class Burden(WorkedList, PlainPage):
    """Minutes of recording and things owed by teacher and week, what is asked for twice, fields nothing reads."""

    permission = "requirements.view_burden"
    title = gettext_lazy("What it costs teachers")
    area = "risk"
    by_semester = True
    sorts, right = HEADINGS, tuple(name for name in HEADINGS if name != "number")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.seat and request.semester is None:
            return redirect("portal:home")
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self):
        return [(_("At risk"), reverse("requirements:risk"))]

    def get_template_names(self):
        part = self.request.htmx and not self.request.htmx.boosted
        return ["requirements/burden_part.html" if part else "requirements/burden.html"]

    @cached_property
    def evaluated(self):
        return evaluate(self.request.semester, today=self.request.today, details=False)

    @cached_property
    def rows(self) -> list[burden.Recorded]:
        """Of everybody."""
        return burden.recorded(self.request.semester, self.evaluated)

    @property
    def chosen(self) -> list[burden.Recorded]:
        asked = self.request.GET
        return burden.chosen(self.rows, asked.get("q", ""), asked.get("sort", ""))

    def get(self, request, *args, **kwargs):
        return self.export() if request.GET.get("export") == "xlsx" else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        semester, rows = self.request.semester, self.rows
        return super().get_context_data(
            twice=burden.asked_twice(self.evaluated), unasked=burden.unasked(semester, self.evaluated.schemes),
            minutes=burden.middle(row.a_week for row in rows), owed=burden.middle(row.owed_a_week for row in rows),
            measured={"field": burden.FIELD, "typed": burden.TYPED, "marked": burden.MARKED},
            filter=Asked(PersonForm(self.request.GET)), is_filtered=bool(self.request.GET.get("q")),
            **self.paged(self.chosen), **kwargs,
        )  # fmt: skip

    def export(self):
        writer = SheetWriter()
        headings = [
            capfirst(_("staff number")),
            capfirst(pgettext("of a person", "name")),
            *(str(FILED.get(name, word)) for name, word in HEADINGS.items() if name != "number"),
        ]
        lines = (
            [row.member.number, row.member.name, *(getattr(row, name) for name in self.right)]
            for row in self.chosen
        )
        writer.sheet(str(self.get_title()), headings, lines)
        return file_response(writer.content(), f"{self.get_title()}.xlsx")
