"""Groups and who belongs to them today."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from apps.core.meanwhile import one_at_a_time
from apps.core.rest.formed import Formed, FormedAct, FormedItem, FormedList
from apps.core.rest.views import Item
from apps.groups import selectors, services
from apps.groups.choices import roles_of
from apps.groups.filters import GroupFilter
from apps.groups.forms import EndForm, GroupForm, MembersForm, MergeForm
from apps.groups.models import Group, Membership
from apps.groups.serializers import GroupOut, GroupWithMembers, MembersIn


class GroupArea:
    area = "school"
    model, form_class = Group, GroupForm
    filled_in = ("started_on",)

    def rows(self):
        return selectors.for_list(super().rows(), self.request.today)

    def rows_to_change(self):
        return Group.objects.visible_to(self.request.user)

    def save(self, form):
        return services.save_group(form.instance, today=self.request.today)


class WithMembers(GroupArea):
    reads = GroupWithMembers

    def rows(self):
        held = (
            Membership.objects.between(self.request.today).select_related("member").order_by("member__number")
        )
        return super().rows().prefetch_related(Prefetch("memberships", held, to_attr="held_today"))


class GroupList(GroupArea, FormedList):
    may = {"get": "groups.view_group", "post": "groups.add_group"}
    summary = {"get": _("Groups"), "post": _("Found a group; its members are said afterwards")}
    reads = GroupOut
    filterset_class = GroupFilter
    sorts = {"position": "position", "name": "name", "member_count": "member_count"}

    def form_kwargs(self):
        return super().form_kwargs() | {"initial": {"started_on": self.request.today}}


class GroupItem(WithMembers, FormedItem):
    may = {"get": "groups.view_group", "patch": "groups.change_group"}
    summary = {"get": _("One group, with its members"), "patch": _("Change a group")}


class OfGroup(WithMembers):
    """An act on a group, from a day on; today when none is sent."""

    def form_kwargs(self):
        first = {"on": max(self.request.today, self.object.started_on)}
        return super().form_kwargs() | {"group": self.object, "today": self.request.today, "initial": first}


class GroupMembers(OfGroup, Formed, Item):
    """The whole list, as on the page: nobody else belongs to the group from that day on."""

    may = {"put": "groups.change_group"}
    summary = {"put": _("Say who belongs to a group from a day on, and who leads it: the whole list")}
    form_class, takes = MembersForm, {"put": MembersIn}

    def put(self, request, *args, **kwargs):
        sent, usual = self.input(), str(roles_of(self.object.kind)[-1])
        people = {str(row["member"]): row.get("role", usual) for row in sent["people"]}
        with one_at_a_time(self.object):
            said = self.form({**sent, "people": people}).cleaned_data
            services.set_members(self.object, said["people"], on=said["on"])
        return self.answer()


class GroupMerge(OfGroup, FormedAct):
    may = {"post": "groups.change_group"}
    summary = {"post": _("Merge other groups into this one from a day on")}
    form_class = MergeForm

    def save(self, form):
        services.merge_groups(
            list(form.cleaned_data["sources"]), into=self.object, on=form.cleaned_data["on"]
        )


class GroupEnd(WithMembers, FormedAct):
    may = {"post": "groups.change_group"}
    summary = {"post": _("End a group; everybody's membership ends with it")}
    form_class = EndForm

    def save(self, form):
        services.end_group(self.object, on=form.cleaned_data["on"])
