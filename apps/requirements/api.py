"""What people and groups owe, read only."""

from django.utils.translation import gettext_lazy
from rest_framework.response import Response

from apps.core.rest.views import Collection, Item
from apps.credits.holders import group_key, member_key
from apps.credits.wording import school_names
from apps.groups.models import Group
from apps.requirements.filters.owed import GroupOwedFilter, OwedFilter
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.cards import people, waiting_of
from apps.requirements.selectors.holders import Whom
from apps.requirements.selectors.lacking import lacking
from apps.requirements.serializers import GroupOwedOut, GroupOwedWhole, OwedOut, OwedWhole
from apps.schools.api import InSemester
from apps.staff.models import StaffMember


class Holders(InSemester):
    """Holders with their ``answers``, evaluated for a page of them at once."""

    area = "ledger"
    may = {"get": "requirements.view_owed"}

    def dressed(self, rows):
        whom = self.whom(frozenset(row.pk for row in rows))
        self.found = evaluate(self.request.semester, today=self.request.today, whom=whom)
        for row in rows:
            row.answers = self.found.by_holder.get(self.key(row.pk), [])
        return rows


class OfStaff(Holders):
    model, key = StaffMember, staticmethod(member_key)

    def whom(self, keys):
        return Whom(keys, frozenset())


class OfGroups(Holders):
    model, key = Group, staticmethod(group_key)

    def whom(self, keys):
        return Whom(frozenset(), keys)


class OwedList(OfStaff, Collection):
    summary = {"get": gettext_lazy("What each teacher owes in a semester, what is done and what is missing")}
    reads, filterset_class = OwedOut, OwedFilter
    sorts = {"number": "number"}

    def rows(self):
        """One's own, those of whom one leads, everybody for those who see the school."""
        semester, seat = self.request.semester, self.request.user.seat
        rows = super().rows().order_by("number").on_roll(semester.starts_on, semester.ends_on)
        return rows if seat.sees_school else rows.filter(pk__in={seat.member_id, *seat.led_member_ids})


class GroupOwedList(OfGroups, Collection):
    summary = {"get": gettext_lazy("What each group owes in a semester, what is done and what is missing")}
    reads, filterset_class = GroupOwedOut, GroupOwedFilter
    sorts = {"name": "name"}

    def rows(self):
        """One's own and those one leads, all of them for those who see the school."""
        semester, seat = self.request.semester, self.request.user.seat
        rows = super().rows().between(semester.starts_on, semester.ends_on).order_by("position", "pk")
        return rows if seat.sees_school else rows.filter(pk__in=seat.group_ids | seat.led_group_ids)


class OwedOne(Item):
    """One holder, with the work behind every figure."""

    def get(self, request, *args, **kwargs):
        [holder] = self.dressed([self.object])
        return Response(self.reads(holder, context=self.context()).data)

    def context(self):
        key, answers = self.key(self.object.pk), self.object.answers
        return super().context() | {
            "found": self.found, "words": school_names(self.request.semester.school_id),
            "names": people(self.found, answers), "waiting": waiting_of(self.found, key, answers),
            "lacked": lacking(self.request.user, self.request.semester.school_id, answers),
        }  # fmt: skip


class OwedItem(OfStaff, OwedOne):
    summary = {
        "get": gettext_lazy("What one teacher owes, with the work that counts and the work that nearly does")
    }
    reads = OwedWhole


class GroupOwedItem(OfGroups, OwedOne):
    summary = {
        "get": gettext_lazy("What one group owes, with the work that counts and the work that nearly does")
    }
    reads = GroupOwedWhole
