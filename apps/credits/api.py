"""The ledger, read only: nobody writes an entry by hand. The kinds of work are the office's."""

from django.utils.translation import gettext_lazy

from apps.core.rest.formed import FormedItem, FormedList
from apps.core.rest.views import Collection, Item
from apps.credits import services
from apps.credits.choices import Family
from apps.credits.filters import EntryFilter, EntryKindFilter, HoursFilter
from apps.credits.forms import EntryKindForm
from apps.credits.models import Entry, EntryKind
from apps.credits.serializers import EntryOut, ExplainedEntry, HoursOut, KindOut, KindWhole
from apps.credits.standings import staff_with_standings
from apps.schools.api import InSemester
from apps.staff.models import StaffMember

RELATED = ("school", "semester__year", "kind", "member", "group", "reversal")


class EntryList(Collection):
    area = "ledger"
    may = {"get": "credits.view_entry"}
    summary = {"get": gettext_lazy("Entries of the ledger of a semester")}
    model, reads, filterset_class = Entry, EntryOut, EntryFilter
    by_semester = rows_of_semester = True
    sorts = {"date": "date", "number": "number", "hours": "hours"}

    def rows(self):
        return super().rows().select_related(*RELATED)


class EntryItem(Item):
    area = "ledger"
    may = {"get": "credits.view_entry"}
    summary = {"get": gettext_lazy("One entry, with its explanation")}
    model, reads = Entry, ExplainedEntry

    def rows(self):
        return super().rows().select_related(*RELATED)


class KindArea:
    area = "ledger"
    model, reads, form_class = EntryKind, KindOut, EntryKindForm

    def save(self, form):
        return services.save_kind(form.instance)


class KindList(KindArea, FormedList):
    may = {"get": "credits.view_entrykind", "post": "credits.change_entrykind"}
    summary = {
        "get": gettext_lazy("Kinds of work: of activity, of lesson observed, of written work"),
        "post": gettext_lazy("Add a kind of work"),
    }
    answers, filterset_class = {"post": KindWhole}, EntryKindFilter
    sorts = {"position": "position", "name": "name"}


class KindItem(KindArea, FormedItem):
    may = {"get": "credits.view_entrykind", "patch": "credits.change_entrykind"}
    summary = {"get": gettext_lazy("One kind of work"), "patch": gettext_lazy("Change a kind of work")}
    reads = KindWhole


class HoursList(InSemester, Collection):
    area = "ledger"
    may = {"get": "credits.view_hours"}
    summary = {"get": gettext_lazy("Credit hours and counts of each teacher in a semester")}
    model, reads, filterset_class = StaffMember, HoursOut, HoursFilter
    sorts = {"number": "number", "hours": "hours"}

    def rows(self):
        return staff_with_standings(self.request.user, self.request.semester, today=self.request.today)

    def context(self):
        return super().context() | {"families": list(Family)}
