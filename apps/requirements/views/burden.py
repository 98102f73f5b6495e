"""What the requirements cost teachers."""

from decimal import Decimal
from statistics import median

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import PAGE_ROWS, PlainPage
from apps.requirements.selectors import burden, evaluate


class Burden(PlainPage):
    """Minutes of recording and things owed by teacher and week, what is asked for twice, fields nothing reads."""

    permission = "requirements.view_burden"
    template_name = "requirements/burden.html"
    title = gettext_lazy("What it costs teachers")
    area = "risk"
    by_semester = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.seat and request.semester is None:
            return redirect("portal:home")
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self):
        return [(_("At risk"), reverse("requirements:risk"))]

    def get_context_data(self, **kwargs):
        semester = self.request.semester
        found = evaluate(semester, today=self.request.today, details=False)
        rows = burden.recorded(semester, found)
        return super().get_context_data(
            rows=rows[:PAGE_ROWS], more=len(rows) - PAGE_ROWS, twice=burden.asked_twice(found),
            unasked=burden.unasked(semester, found.schemes),
            minutes=middle(row.a_week for row in rows), owed=middle(row.owed_a_week for row in rows),
            measured={"field": burden.FIELD, "typed": burden.TYPED, "marked": burden.MARKED}, **kwargs,
        )  # fmt: skip


def middle(amounts) -> Decimal:
    """Half of them have less; to the tenth, nothing for nobody."""
    amounts = list(amounts)
    return median(amounts).quantize(Decimal("0.1")) if amounts else Decimal(0)
