"""One's own notices."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.fields import Nothing
from apps.core.rest.views import Act, Collection, Item
from apps.notices import services
from apps.notices.filters import NoticeFilter
from apps.notices.models import Notice
from apps.notices.serializers import NoticeOut


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


class NoticeRead(NoticeArea, Act):
    may = {"post": "notices.view_notice"}
    summary = {"post": _("Mark a notice as read")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.mark_read(self.object, now=timezone.now())
