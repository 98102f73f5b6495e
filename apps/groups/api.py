"""Groups and who belongs to them today."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from apps.core.rest.views import Collection, Item
from apps.groups import selectors
from apps.groups.filters import GroupFilter
from apps.groups.models import Group, Membership
from apps.groups.serializers import GroupOut, GroupWithMembers


class GroupArea:
    area = "school"
    may = {"get": "groups.view_group"}
    model = Group

    def rows(self):
        return selectors.for_list(super().rows(), self.request.today)


class GroupList(GroupArea, Collection):
    summary = {"get": _("Groups")}
    reads = GroupOut
    filterset_class = GroupFilter
    sorts = {"position": "position", "name": "name", "member_count": "member_count"}


class GroupItem(GroupArea, Item):
    summary = {"get": _("One group, with its members")}
    reads = GroupWithMembers

    def rows(self):
        held = (
            Membership.objects.between(self.request.today).select_related("member").order_by("member__number")
        )
        return super().rows().prefetch_related(Prefetch("memberships", held, to_attr="held_today"))
