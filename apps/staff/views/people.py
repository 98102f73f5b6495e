"""The staff of the school: list, page of one person, forms."""

from django.db.models import Case, F, Func, TextField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day
from apps.core.views import ActOnPage, ConfirmPage, CreatePage, DetailPage, EditPage, ListPage
from apps.staff import services
from apps.staff.choices import Tier
from apps.staff.filters import StaffFilter
from apps.staff.forms import LeaveForm, StaffForm
from apps.staff.models import StaffMember
from apps.staff.selectors import for_list
from apps.staff.tables import PERSONAL, StaffTable


class StaffArea:
    model = StaffMember
    area = "staff"

    def crumbs(self):
        return [(_("Teachers"), reverse("staff:staffmember_list"))]


class StaffMemberList(StaffArea, ListPage):
    permission = "staff.view_staffmember"
    table_class = StaffTable
    filterset_class = StaffFilter
    title = gettext_lazy("Teachers")
    empty_text = gettext_lazy(
        "Nobody is on the staff yet. Add people one by one, or upload the office's workbook."
    )

    def get_queryset(self):
        """Names sort by pinyin, which is the fourth word of what is searched; tiers from emerging to leading."""
        pinyin = Func(F("search_text"), Value(" "), Value(4), function="SPLIT_PART", output_field=TextField())
        rank = Case(*[When(tier=tier, then=place) for place, tier in enumerate(Tier, start=1)])
        return for_list(super().get_queryset(), self.request.today).annotate(pinyin=pinyin, tier_rank=rank)

    def hidden_columns(self):
        hidden = () if self.request.user.has_perm("staff.view_personal") else PERSONAL
        return hidden if self.request.GET.get("state") else (*hidden, "left_on")

    def crumbs(self):
        return []

    def actions(self):
        create = reverse("staff:staffmember_create")
        return [
            *self.action(_("Add a person"), create, "staff.add_staffmember", style="primary"),
            *self.action(_("Give out log-ins"), reverse("staff:password_issue_many"), "staff.issue_password"),
            *self.action(_("Tags"), reverse("staff:stafftag_list"), "staff.change_staffmember"),
        ]  # fmt: skip


class StaffMemberDetail(StaffArea, DetailPage):
    permission = "staff.view_staffmember"
    template_name = "staff/staffmember_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("campus", "subject", "user")

    def fields(self):
        member = self.object
        shown = [
            (_("staff number"), member.number), (_("campus"), member.campus), (_("subject"), member.subject),
            (_("professional title"), member.title),
        ]  # fmt: skip
        return shown + (self.personal() if self.may("staff.view_personal") else [])

    def personal(self):
        member = self.object
        return [
            (_("tier"), member.get_tier_display()), (_("tags"), "、".join(map(str, member.tags.all()))),
            (_("sex"), member.get_sex_display()), (_("date of birth"), day(member.born_on)),
            (_("began to work on"), day(member.joined_on)), (_("came to this school on"), day(member.entered_on)),
            *([(_("own cycle of years begins on"), day(cycle))] if (cycle := member.cycle_starts_on) else []),
            (_("last day at this school"), day(member.left_on)),
            *self.log_in(), *self.who_issues(),
        ]  # fmt: skip

    def log_in(self):
        """How they log in and are written to; the leading group needs neither."""
        if not self.may("staff.view_log_in"):
            return []
        user = self.object.user
        return [
            (_("log-in name"), user.login if user else _("no log-in yet")),
            (_("e-mail"), user.email if user else ""),
        ]

    def who_issues(self):
        """Said to those who make the passwords of others but not this one's."""
        if not self.request.user.has_perm("staff.issue_password") or self.may("staff.issue_password"):
            return []
        return [(_("new password"), _("from another principal, or from whoever runs this installation"))]

    def ledger(self):
        """(label, address) of what the member did, as the ledger has it: all of it, then by what it comes from."""
        address = f"{reverse('credits:entry_list')}?member={self.object.pk}"
        families = {
            "activity": _("Activities"), "observation": _("Lesson observations"), "lesson_plan": _("Lesson plans"),
            "work": _("Works and awards"),
        }  # fmt: skip
        parts = [(label, f"{address}&family={family}") for family, label in families.items()]
        return [(_("Credit-hour ledger"), address), *parts]

    def may(self, permission):
        return self.request.user.has_perm(permission, self.object)

    def actions(self):
        edit, leave, come_back, issue = (
            reverse(f"staff:{name}", args=[self.object.pk])
            for name in ("staffmember_edit", "staffmember_leave", "staffmember_return", "password_issue")
        )
        if self.object.left_on:
            turns = self.action(_("Back again"), come_back, "staff.change_staffmember")
        else:
            label = _("New password") if self.object.user else _("Give a log-in")
            turns = [
                *self.action(label, issue, "staff.issue_password", obj=self.object),
                *self.action(_("Left the school"), leave, "staff.change_staffmember"),
            ]
        return [*self.action(_("Edit"), edit, "staff.change_staffmember"), *turns]

    def get_context_data(self, **kwargs):
        """Posts and groups: all of them with their days, or today's alone for who may not see days of service."""
        member, today, with_days = self.object, self.request.today, self.may("staff.view_personal")
        posts = member.posts.order_by("-started_on", "-pk")
        memberships = member.memberships.select_related("group").order_by("-started_on", "-pk")
        return super().get_context_data(
            posts=posts if with_days else posts.held_on(today),
            with_days=with_days,
            memberships=memberships if with_days else memberships.between(today),
            ledger=self.ledger() if self.may("staff.view_record") else [],
            **kwargs,
        )


class StaffForms(StaffArea):
    form_class = StaffForm

    def save(self, form):
        data = form.cleaned_data
        return services.keep_staff_member(
            form.instance,
            tags=data["tags"],
            posts=set(data["posts"]),
            on=data["posts_on"],
            actor=self.request.user,
            today=self.request.today,
            email=form.email_to_save(),
        )


class StaffMemberCreate(StaffForms, CreatePage):
    permission = "staff.add_staffmember"
    title = gettext_lazy("Add a person")

    def get_initial(self):
        return {"posts": ["teacher"], "posts_on": self.request.today}


class StaffMemberEdit(StaffForms, EditPage):
    permission = "staff.change_staffmember"

    def get_queryset(self):
        return super().get_queryset().select_related("user", "school")

    def get_initial(self):
        today, member = self.request.today, self.object
        return {
            "posts": list(member.posts.held_on(today).values_list("kind", flat=True)), "posts_on": today,
            "email": member.user.email if member.user else "",
        }  # fmt: skip

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]


class StaffMemberLeave(StaffArea, ActOnPage):
    permission = "staff.change_staffmember"
    form_class = LeaveForm

    def get_initial(self):
        return {"on": self.request.today}

    def save(self, form):
        return services.leave_school(self.object, on=form.cleaned_data["on"])

    def get_title(self):
        return _("%(name)s leaves the school") % {"name": self.object}


class StaffMemberReturn(StaffArea, ConfirmPage):
    permission = "staff.change_staffmember"
    danger = False
    warning = gettext_lazy(
        "They are on the roll again from now on. Their posts and groups have ended: give them anew."
    )
    submit_label = gettext_lazy("Take back onto the roll")

    def act(self):
        services.return_to_school(self.object)

    def get_title(self):
        return _("%(name)s comes back") % {"name": self.object}
