"""Groups of the school, who belongs to them, and the choice of the school itself."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.meanwhile import one_at_a_time
from apps.core.templatetags.core import day
from apps.core.text import whole_number
from apps.core.views import ActOnPage, CreatePage, DetailPage, EditPage, ListPage, PlainPage
from apps.groups import selectors, services
from apps.groups.choices import LEADING_ROLES
from apps.groups.filters import GroupFilter
from apps.groups.forms import EndForm, GroupForm, MembersForm, MergeForm
from apps.groups.middleware import SCHOOL_KEY, SEMESTER_KEY
from apps.groups.models import Group
from apps.groups.tables import GroupTable
from apps.staff.selectors import schools_of


class GroupArea:
    model = Group
    area = "groups"

    def crumbs(self):
        return [(_("Groups"), reverse("groups:group_list"))]


class GroupList(GroupArea, ListPage):
    permission = "groups.view_group"
    table_class = GroupTable
    filterset_class = GroupFilter
    title = gettext_lazy("Groups")
    empty_text = gettext_lazy(
        "No group yet. A group has a leader and members, and its work is counted together."
    )

    def get_queryset(self):
        return selectors.for_list(super().get_queryset(), self.request.today)

    def hidden_columns(self):
        return () if self.request.GET.get("state") else ("ended_on",)

    def crumbs(self):
        return []

    def actions(self):
        return self.action(
            _("New group"), reverse("groups:group_create"), "groups.add_group", style="primary"
        )


class GroupDetail(GroupArea, DetailPage):
    permission = "groups.view_group"
    template_name = "groups/group_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("campus", "subject", "grade", "merged_into")

    def fields(self):
        group = self.object
        return [
            (_("kind"), group.get_kind_display()), (_("campus"), group.campus), (_("subject"), group.subject),
            (_("grade"), group.grade), (_("founded on"), day(group.started_on)),
            *([(_("last day"), day(group.ended_on))] if group.ended_on else []),
        ]  # fmt: skip

    def actions(self):
        if self.object.ended_on:
            return []
        pages = [
            (_("Members"), "group_members"), (_("Edit"), "group_edit"),
            (_("Merge groups"), "group_merge"), (_("End the group"), "group_end"),
        ]  # fmt: skip
        return [
            button
            for label, name in pages
            for button in self.action(
                label,
                reverse(f"groups:{name}", args=[self.object.pk]),
                "groups.change_group",
                obj=self.object,
            )
        ]

    def get_context_data(self, **kwargs):
        group, today = self.object, self.request.today
        rows = list(
            group.memberships.select_related("member__subject", "member__campus").order_by("started_on", "pk")
        )
        now = [
            row for row in rows if row.started_on <= today and (row.ended_on is None or row.ended_on >= today)
        ]
        with_days = self.request.user.has_perm("groups.view_days", group)
        others, seat = rows if with_days else [], self.request.user.seat
        return super().get_context_data(
            with_days=with_days,
            opens_work=seat.sees_school or group.pk in seat.led_group_ids,
            leading=[row for row in now if row.role in LEADING_ROLES],
            present=sorted(now, key=lambda row: (row.role not in LEADING_ROLES, row.member.number)),
            former=[row for row in reversed(others) if row.ended_on is not None and row.ended_on < today],
            coming=[row for row in others if row.started_on > today],
            former_names=group.former_names.all(),
            merged_from=group.merged_from.order_by("ended_on", "pk"),
            **kwargs,
        )


class GroupForms(GroupArea):
    form_class = GroupForm

    def save(self, form):
        return services.save_group(form.instance, today=self.request.today)


class GroupCreate(GroupForms, CreatePage):
    """After it the members are chosen."""

    permission = "groups.add_group"

    def get_initial(self):
        return {"started_on": self.request.today}

    def get_success_url(self):
        return reverse("groups:group_members", args=[self.object.pk])


class GroupEdit(GroupForms, EditPage):
    permission = "groups.change_group"

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]


class GroupAct(GroupArea, ActOnPage):
    permission = "groups.change_group"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "group": self.object, "today": self.request.today}


class GroupMembers(GroupAct):
    form_class = MembersForm
    template_name = "groups/group_members.html"

    def get_initial(self):
        on = max(self.request.today, self.object.started_on)
        held = self.object.memberships.between(on).values_list("member_id", "role")
        return {"on": on, "people": {str(member): role for member, role in held}}

    def save(self, form):
        services.set_members(self.object, form.cleaned_data["people"], on=form.cleaned_data["on"])

    def post(self, request, *args, **kwargs):
        with one_at_a_time(self.object):
            return super().post(request, *args, **kwargs)

    def get_title(self):
        return _("Members of %(group)s") % {"group": self.object}


class GroupMerge(GroupAct):
    form_class = MergeForm

    def get_initial(self):
        return {"on": self.request.today}

    def save(self, form):
        services.merge_groups(
            list(form.cleaned_data["sources"]), into=self.object, on=form.cleaned_data["on"]
        )

    def get_title(self):
        return _("Merge other groups into %(group)s") % {"group": self.object}


class GroupEnd(GroupArea, ActOnPage):
    permission = "groups.change_group"
    form_class = EndForm

    def get_initial(self):
        return {"on": self.request.today - timedelta(days=1)}

    def save(self, form):
        services.end_group(self.object, on=form.cleaned_data["on"])

    def get_title(self):
        return _("End %(group)s") % {"group": self.object}


class SchoolSwitch(PlainPage):
    """The schools one can sit in; choosing one forgets the semester chosen in another."""

    permission = "groups.switch_school"
    template_name = "groups/school_switch.html"
    title = gettext_lazy("Switch school")

    def schools(self):
        return schools_of(self.request.user, today=self.request.today)

    def post(self, request):
        school = get_object_or_404(self.schools(), pk=whole_number(request.POST.get("school", "")))
        request.session[SCHOOL_KEY] = school.pk
        request.session.pop(SEMESTER_KEY, None)
        return redirect("portal:home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(schools=self.schools(), **kwargs)
