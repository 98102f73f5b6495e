"""The directory of the school's staff."""

from django.utils.translation import gettext_lazy as _

from apps.core.rest.views import Collection, Item
from apps.staff.filters import StaffFilter
from apps.staff.models import StaffMember
from apps.staff.serializers import MemberOut


class MemberArea:
    area = "school"
    may = {"get": "staff.view_staffmember"}
    model, reads = StaffMember, MemberOut

    def rows(self):
        return super().rows().select_related("campus", "subject").prefetch_related("tags")


class MemberList(MemberArea, Collection):
    summary = {"get": _("Staff of the school")}
    filterset_class = StaffFilter
    sorts = {"number": "number", "name": "name"}


class MemberItem(MemberArea, Item):
    summary = {"get": _("One staff member")}
