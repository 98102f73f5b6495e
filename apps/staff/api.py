"""The directory of the school's staff, who comes and goes, their tags and their log-ins."""

from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from apps.core.rest.formed import Formed, FormedAct, FormedItem, FormedList, PlainAct
from apps.core.rest.views import Collection
from apps.staff import services
from apps.staff.filters import StaffFilter, TagFilter
from apps.staff.forms import IssueManyForm, LeaveForm, StaffForm, TagForm
from apps.staff.models import StaffMember, StaffTag
from apps.staff.serializers import AllIssuedOut, IssuedOut, LogInOut, MemberOut, TagOut


class MemberArea:
    area = "school"
    model, reads = StaffMember, MemberOut

    def rows(self):
        return super().rows().select_related("campus", "subject").prefetch_related("tags")


class Kept(MemberArea):
    """Written through the form of the page: posts hold from the day ``posts_on``, today unless another is sent."""

    form_class, filled_in = StaffForm, ("posts_on",)

    def rows_to_change(self):
        return StaffMember.objects.visible_to(self.request.user).select_related("user", "school")

    def save(self, form):
        data = form.cleaned_data
        return services.keep_staff_member(
            form.instance, tags=data["tags"], posts=set(data["posts"]), on=data["posts_on"], actor=self.request.user,
            today=self.request.today, email=form.email_to_save(),
        )  # fmt: skip


class MemberList(Kept, FormedList):
    may = {"get": "staff.view_staffmember", "post": "staff.add_staffmember"}
    summary = {"get": _("Staff of the school"), "post": _("Add a person to the staff")}
    filterset_class = StaffFilter
    sorts = {"number": "number", "name": "name"}

    def form_kwargs(self):
        first = {"posts": ["teacher"], "posts_on": self.request.today}
        return super().form_kwargs() | {"initial": first}


class MemberItem(Kept, FormedItem):
    may = {"get": "staff.view_staffmember", "patch": "staff.change_staffmember"}
    summary = {"get": _("One staff member"), "patch": _("Change a staff member, the posts and the tags")}

    def form_kwargs(self):
        member, today = self.object, self.request.today
        held = member.posts.held_on(today).values_list("kind", flat=True)
        email = member.user.email if member.user else ""
        return super().form_kwargs() | {"initial": {"posts": list(held), "posts_on": today, "email": email}}


class MemberLeave(MemberArea, FormedAct):
    may = {"post": "staff.change_staffmember"}
    summary = {"post": _("Somebody leaves the school: posts and groups end with that day")}
    form_class = LeaveForm

    def save(self, form):
        services.leave_school(self.object, on=form.cleaned_data["on"])


class MemberReturn(MemberArea, PlainAct):
    may = {"post": "staff.change_staffmember"}
    summary = {"post": _("Somebody is back on the roll; posts and groups are given anew")}

    def act(self, sent):
        services.return_to_school(self.object)


class TagArea:
    area = "school"
    model, reads, form_class = StaffTag, TagOut, TagForm

    def rows(self):
        return super().rows().annotate(bearers=Count("members"))

    def rows_to_change(self):
        return StaffTag.objects.visible_to(self.request.user)

    def save(self, form):
        return services.save_tag(form.instance)


class TagList(TagArea, FormedList):
    may = {"get": "staff.change_staffmember", "post": "staff.change_staffmember"}
    summary = {"get": _("Tags of the staff"), "post": _("Add a tag")}
    filterset_class = TagFilter
    sorts = {"name": "name"}


class TagItem(TagArea, FormedItem):
    may = {"get": "staff.change_staffmember", "patch": "staff.change_staffmember"}
    summary = {"get": _("One tag"), "patch": _("Rename a tag")}


class LogInList(Formed, Collection):
    """Passwords are told in the answer alone and kept nowhere. The scope is one of its own: whoever can make a
    password can log in with it.
    """

    area = "log_ins"
    may = {"get": "staff.issue_password", "post": "staff.issue_password"}
    summary = {
        "get": _("Who has a log-in; without one first"),
        "post": _("Give these people a log-in, or a new one-time password; told this once"),
    }
    model, reads, form_class, filterset_class = StaffMember, LogInOut, IssueManyForm, StaffFilter
    answers = {"post": AllIssuedOut}
    sorts = {"number": "number"}

    def rows(self):
        return super().rows().select_related("user").order_by(F("user").asc(nulls_first=True), "number")

    def form_kwargs(self):
        return super().form_kwargs() | {"today": self.request.today, "initial": {"members": []}}

    def post(self, request, *args, **kwargs):
        chosen = self.form(self.input()).cleaned_data["members"]
        return self.told({"issued": services.issue_passwords(chosen, today=request.today)})


class LogInIssue(MemberArea, PlainAct):
    """Also for those whom only a principal or an administrator serves."""

    area = "log_ins"
    may = {"post": "staff.issue_password"}
    summary = {"post": _("Give one person a log-in, or a new one-time password; told this once")}
    reads = IssuedOut

    def rows(self):
        return super().rows().select_related("user", "school")

    def post(self, request, *args, **kwargs):
        self.input()
        return self.told(services.issue_password(self.object, today=request.today))
