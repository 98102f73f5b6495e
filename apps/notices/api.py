"""One's own notices, how one is told, and the office's robots."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.formed import Formed, FormedItem, FormedList, PlainAct, Removal
from apps.core.rest.views import Collection, Endpoint, Item
from apps.notices import selectors, services
from apps.notices.choices import Mail
from apps.notices.filters import NoticeFilter, RobotFilter
from apps.notices.forms import ChoiceForm, RobotForm
from apps.notices.models import Notice, NoticeChoice, Robot
from apps.notices.serializers import ChoiceOut, NoticeOut, ReadAllIn, RobotOut, RobotWithMessages, UnreadOut

MESSAGES = 20


class NoticeArea:
    area = "notices"
    model, reads = Notice, NoticeOut


class NoticeList(NoticeArea, Collection):
    may = {"get": "notices.view_notice"}
    summary = {"get": _("My notices, the unread first")}
    filterset_class = NoticeFilter
    sorts = {"created_at": "created_at"}

    def rows(self):
        return super().rows().newest_first()


class NoticeItem(NoticeArea, Item):
    may = {"get": "notices.view_notice"}
    summary = {"get": _("One notice; reading it here does not mark it as read")}


class NoticeRead(NoticeArea, PlainAct):
    may = {"post": "notices.view_notice"}
    summary = {"post": _("Mark a notice as read")}

    def act(self, sent):
        services.mark_read(self.object, now=timezone.now())


class NoticeReadAll(NoticeArea, Endpoint):
    may = {"post": "notices.view_notice"}
    summary = {"post": _("Mark my notices as read, those that came in until a moment")}
    takes, reads = {"post": ReadAllIn}, UnreadOut

    def post(self, request, *args, **kwargs):
        now, member = timezone.now(), request.user.seat.member
        until = min(self.input().get("until", now), now)
        if member is not None:
            services.mark_all_read(member, until=until, now=now)
        return self.told({"unread": selectors.unread_count(member.pk) if member else 0})


class ChoiceItem(Formed, Endpoint):
    """A new address counts once the link mailed to it has been opened; only the page does that."""

    area = "notices"
    may = {"get": "notices.change_choice", "put": "notices.change_choice"}
    summary = {"get": _("How I am told"), "put": _("Choose how I am told, and the address for it")}
    reads, form_class = ChoiceOut, ChoiceForm

    def choice(self) -> NoticeChoice | None:
        return NoticeChoice.objects.visible_to(self.request.user).first()

    def form_kwargs(self):
        choice = self.choice()
        address = (choice and choice.new_address) or self.request.user.email
        return super().form_kwargs() | {"initial": {"address": address}}

    def get(self, request, *args, **kwargs):
        choice = self.choice()
        return self.told(
            {
                "mail": choice.mail if choice else Mail.DAILY.value, "address": request.user.email or "",
                "new_address": choice.new_address if choice else "",
            }
        )  # fmt: skip

    def put(self, request, *args, **kwargs):
        said = self.form(self.input()).cleaned_data
        services.save_choice(
            member=request.user.seat.member, mail=said["mail"], address=said["address"], now=timezone.now()
        )
        return self.get(request)


class RobotArea:
    area = "notices"
    model, reads, form_class = Robot, RobotOut, RobotForm

    def rows(self):
        return super().rows().select_related("group")

    def save(self, form):
        return services.save_robot(form.instance)


class RobotList(RobotArea, FormedList):
    may = {"get": "notices.change_robot", "post": "notices.change_robot"}
    summary = {"get": _("Robots of group chats"), "post": _("Add a robot of a group chat")}
    filterset_class = RobotFilter
    sorts = {"name": "name"}


class RobotItem(RobotArea, FormedItem):
    may = {"get": "notices.change_robot", "patch": "notices.change_robot"}
    summary = {"get": _("One robot and its last messages"), "patch": _("Change a robot")}
    reads = RobotWithMessages

    def told(self, found, status=200):
        found.last_messages = found.deliveries.order_by("-pk")[:MESSAGES]
        return super().told(found, status)


class RobotTest(RobotArea, PlainAct):
    may = {"post": "notices.change_robot"}
    summary = {"post": _("Send a test message to the group")}

    def act(self, sent):
        services.send_test(self.object, now=timezone.now())


class RobotDelete(RobotArea, Removal):
    may = {"post": "notices.change_robot"}
    summary = {"post": _("Remove a robot; answers it as it was")}

    def remove(self):
        services.delete_robot(self.object)
