from rest_framework import serializers

from apps.calendars.choices import Scope
from apps.calendars.models import Subscription
from apps.core.rest.fields import Out


class SubscriptionOut(Out):
    """One's subscription to a calendar; its address is known only to whoever asked for it."""

    class Meta:
        model = Subscription
        fields = ["id", "scope", "read_at", "updated_at"]


class SubscribeIn(serializers.Serializer):
    scope = serializers.ChoiceField(Scope.choices)


class AddressOut(serializers.Serializer):
    """Whoever has the address reads the calendar."""

    scope = serializers.CharField()
    address = serializers.CharField()
