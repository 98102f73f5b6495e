"""One's notices, one's choice, and the office's robots."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import ActPage, ConfirmPage, CreatePage, DetailPage, EditPage, ListPage, PlainPage
from apps.notices import selectors, services
from apps.notices.choices import Mail
from apps.notices.filters import NoticeFilter, RobotFilter
from apps.notices.forms import ChoiceForm, RobotForm
from apps.notices.models import Notice, NoticeChoice, Robot
from apps.notices.tables import NoticeTable, RobotTable


class NoticeList(ListPage):
    model = Notice
    area = "notices"
    permission = "notices.view_notice"
    template_name = "notices/notice_list.html"
    table_class = NoticeTable
    filterset_class = NoticeFilter
    empty_text = gettext_lazy(
        "Nothing yet. Here you are told when something waits for you or has been decided."
    )

    def get_queryset(self):
        return super().get_queryset().newest_first()

    def actions(self):
        return [
            *self.action(_("How I am told"), reverse("notices:choice_edit"), "notices.change_choice"),
            *self.action(_("Group robots"), reverse("notices:robot_list"), "notices.change_robot"),
        ]

    def get_context_data(self, **kwargs):
        unread = selectors.unread_count(self.request.user.seat.member_id)
        context = super().get_context_data(unread=unread, until=timezone.now(), **kwargs)
        return context | {"empty_actions": []}


class NoticeReadAll(PlainPage):
    """Marks what the list showed as read; a notice that came in after it was opened stays unread."""

    permission = "notices.view_notice"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        now = timezone.now()
        until = _moment(request.POST.get("until", "")) or now
        if request.user.seat.member is not None:
            services.mark_all_read(request.user.seat.member, until=min(until, now), now=now)
        return redirect("notices:notice_list")


def _moment(text: str):
    """An ISO time with its zone, None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


class NoticeDetail(DetailPage):
    """Opening a notice marks it as read and goes on to the thing; one that leads nowhere is shown."""

    model = Notice
    area = "notices"
    permission = "notices.view_notice"
    template_name = "notices/notice_detail.html"

    def get(self, request, *args, **kwargs):
        services.mark_read(self.object, now=timezone.now())
        return redirect(self.object.url) if self.object.url else super().get(request, *args, **kwargs)

    def crumbs(self):
        return [(_("Notices"), reverse("notices:notice_list"))]


class BelowNotices:
    area = "notices"

    def crumbs(self):
        return [(_("Notices"), reverse("notices:notice_list"))]


class ChoiceEdit(BelowNotices, ActPage):
    permission = "notices.change_choice"
    template_name = "notices/choice_edit.html"
    form_class = ChoiceForm
    title = gettext_lazy("How I am told")

    def choice(self) -> NoticeChoice | None:
        return NoticeChoice.objects.visible_to(self.request.user).first()

    def get_initial(self):
        choice = self.choice()
        return {
            "mail": choice.mail if choice else Mail.DAILY,
            "address": (choice and choice.new_address) or self.request.user.email,
        }

    def save(self, form):
        choice = services.save_choice(
            member=self.request.user.seat.member, mail=form.cleaned_data["mail"],
            address=form.cleaned_data["address"], now=timezone.now(),
        )  # fmt: skip
        if choice.new_address:
            self.done_text = _("Saved. Now open the link in the mail we have sent to %(address)s.") % {
                "address": choice.new_address
            }
        return choice

    def get_context_data(self, **kwargs):
        choice = self.choice()
        return super().get_context_data(
            email_enabled=settings.EMAIL_ENABLED,
            pending=choice.new_address if choice else "",
            failure=selectors.last_mail_failure(self.request.user.seat.member_id),
            **kwargs,
        )


class AddressConfirm(BelowNotices, ConfirmPage):
    """The link in the mail to a new address; only its owner, logged in, can follow it."""

    model = NoticeChoice
    permission = "notices.change_choice"
    danger = False
    slug_field = slug_url_kwarg = "code"

    def act(self):
        services.confirm_address(self.object, now=timezone.now())

    def get_title(self):
        return _("Send notices to %(address)s?") % {"address": self.object.new_address}

    def get_context_data(self, **kwargs):
        self.submit_label = _("Yes, send them there")
        self.warning = _("You can also log in with this address. It is not shown to your colleagues.")
        return super().get_context_data(**kwargs)


class RobotList(BelowNotices, ListPage):
    model = Robot
    permission = "notices.change_robot"
    template_name = "notices/robot_list.html"
    table_class = RobotTable
    filterset_class = RobotFilter
    empty_text = gettext_lazy(
        "A robot in a DingTalk, WeCom or Feishu group tells the group how much is still to be done, with a link."
        " It never names anybody."
    )

    def get_queryset(self):
        return selectors.robots_with_last(self.request.user)

    def actions(self):
        url = reverse("notices:robot_create")
        return self.action(_("New group robot"), url, "notices.change_robot", style="primary")

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_address=bool(settings.SITE_ADDRESS), **kwargs)


class BelowRobots(BelowNotices):
    model = Robot
    permission = "notices.change_robot"

    def crumbs(self):
        return [*super().crumbs(), (_("Group robots"), reverse("notices:robot_list"))]


class RobotDetail(BelowRobots, DetailPage):
    """A robot and its last messages. While one is on its way, htmx asks again."""

    template_name = "notices/robot_detail.html"
    ROWS = 20

    def get_template_names(self):
        return ["notices/robot_part.html" if self.request.htmx else self.template_name]

    def get_queryset(self):
        return super().get_queryset().select_related("group")

    def fields(self):
        robot = self.object
        return [
            (_("chat software"), robot.get_kind_display()),
            (_("for the group"), robot.group or _("whole school")),
            (_("webhook address"), robot.masked_url),
            (_("signing secret"), _("stored, not shown") if robot.secret else _("none")),
            (_("in use"), _("yes") if robot.is_active else _("no")),
        ]

    def actions(self):
        def button(label, name, style=""):
            return self.action(
                label, reverse(f"notices:{name}", args=[self.object.pk]), self.permission, style=style
            )

        return [
            *button(_("Send a test message"), "robot_test", "primary"),
            *button(_("Change"), "robot_edit"),
            *button(_("Remove"), "robot_delete"),
        ]

    def get_context_data(self, **kwargs):
        sent = list(self.object.deliveries.order_by("-pk")[: self.ROWS])
        return super().get_context_data(deliveries=sent, on_its_way=_soon(sent), **kwargs)


def _soon(deliveries) -> bool:
    """Whether something is being sent or will be within the minute."""
    return any(not d.is_over and (timezone.now() - d.due_at).total_seconds() > -60 for d in deliveries)


class RobotForms(BelowRobots):
    form_class = RobotForm

    def save(self, form):
        return services.save_robot(form.instance)


class RobotCreate(RobotForms, CreatePage):
    pass


class RobotEdit(RobotForms, EditPage):
    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]


class RobotTest(BelowRobots, ConfirmPage):
    danger = False

    def act(self):
        services.send_test(self.object, now=timezone.now())

    def get_title(self):
        return _("Send a test message?")

    def get_context_data(self, **kwargs):
        self.submit_label = _("Send it")
        self.warning = _("Everyone in the group of “%(robot)s” will see it.") % {"robot": self.object}
        return super().get_context_data(**kwargs)

    @property
    def done_text(self):
        return _("On its way. What became of it is shown below.")


class RobotDelete(BelowRobots, ConfirmPage):
    def act(self):
        services.delete_robot(self.object)

    def get_title(self):
        return _("Remove “%(robot)s”?") % {"robot": self.object}

    def get_context_data(self, **kwargs):
        self.submit_label = _("Remove")
        self.warning = _(
            "Its address, its secret and its list of messages are deleted. Nothing changes in the group."
        )
        return super().get_context_data(**kwargs)

    def get_success_url(self):
        return reverse("notices:robot_list")
