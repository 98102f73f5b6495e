"""Subscriptions to a calendar: the address is told once, when it is made."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.calendars import services
from apps.calendars.models import Subscription
from apps.calendars.serializers import AddressOut, SubscribeIn, SubscriptionOut
from apps.core.rest.formed import Removal
from apps.core.rest.views import Collection


class SubscriptionArea:
    area = "calendar"
    model, reads = Subscription, SubscriptionOut


class SubscriptionList(SubscriptionArea, Collection):
    may = {"get": "calendars.change_subscription", "post": "calendars.change_subscription"}
    summary = {
        "get": _("My subscriptions to calendars"),
        "post": _("Make the address of a calendar, told this once; an earlier one of it stops working"),
    }
    takes, answers = {"post": SubscribeIn}, {"post": AddressOut}
    sorts = {"scope": "scope"}

    def post(self, request, *args, **kwargs):
        scope = self.input()["scope"]
        token = services.subscribe(user=request.user, scope=scope)
        address = request.build_absolute_uri(reverse("calendars:calendar_feed", args=[token]))
        return self.told({"scope": scope, "address": address})


class SubscriptionDelete(SubscriptionArea, Removal):
    may = {"post": "calendars.change_subscription"}
    summary = {"post": _("Make the address of a calendar stop working; answers the subscription as it was")}

    def remove(self):
        services.unsubscribe(user=self.request.user, scope=self.object.scope)
