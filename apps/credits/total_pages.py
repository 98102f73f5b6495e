"""From a short code to the list of what a total sums; from a ledger number to its entry."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import PlainPage
from apps.credits.addresses import entry_named, in_sight, total_of
from apps.credits.models import Entry
from apps.credits.rules.codes import Mistyped
from apps.credits.views import LedgerArea


class TotalFind(LedgerArea, PlainPage):
    """Leads from what was typed (``?code=``) to what it stands for; without anything typed, or when it is mistyped, the
    field.
    """

    permission = "credits.view_entry"
    template_name = "credits/total_find.html"
    title = gettext_lazy("Find by code")

    def typed(self) -> str:
        return self.request.GET.get("code", "").strip()

    def get(self, request, *args, **kwargs):
        typed = self.typed()
        if not typed:
            return self.render_to_response(self.get_context_data(code=""))
        entry = entry_named(typed, request.user.seat.school)
        if entry:
            return redirect(self.entry(*entry))
        try:
            total = total_of(typed)
        except Mistyped:
            return self.render_to_response(
                self.get_context_data(code=typed, problem=self.problem()), status=422
            )
        if not in_sight(total, request.user):
            raise Http404
        return redirect(total.url)

    def entry(self, year: int, term: int, number: int) -> Entry:
        rows = Entry.objects.visible_to(self.request.user)
        return get_object_or_404(rows, semester__year__first_year=year, semester__term=term, number=number)

    def problem(self) -> str:
        return _(
            "This code cannot be right: a character is missing, wrong or in another's place. "
            "Compare it with the paper and type it again."
        )


class TotalOpen(TotalFind):
    """The same by address, as links in files have it."""

    def typed(self) -> str:
        return self.kwargs["code"]
