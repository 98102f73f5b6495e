from rest_framework import serializers

from apps.core.rest.fields import Out, Ref
from apps.notices.models import Delivery, Notice, Robot


class NoticeOut(Out):
    """``url`` is the page of this site it leads to."""

    asks = serializers.BooleanField()

    class Meta:
        model = Notice
        fields = [
            "id",
            "kind",
            "title",
            "body",
            "url",
            "asks",
            "created_at",
            "read_at",
            "done_at",
            "updated_at",
        ]


class ReadAllIn(serializers.Serializer):
    """``until``: what came in later stays unread; now, if it is not sent."""

    until = serializers.DateTimeField(required=False)


class UnreadOut(serializers.Serializer):
    unread = serializers.IntegerField()


class ChoiceOut(serializers.Serializer):
    """``new_address`` waits for the link that was mailed to it; empty when none does."""

    mail = serializers.CharField()
    address = serializers.CharField(allow_blank=True)
    new_address = serializers.CharField(allow_blank=True)


class RobotOut(Out):
    """The address is shown in part, the secret not at all."""

    group = Ref(allow_null=True)
    url = serializers.CharField(source="masked_url")
    has_secret = serializers.SerializerMethodField()

    class Meta:
        model = Robot
        fields = ["id", "name", "kind", "group", "url", "has_secret", "is_active", "updated_at"]

    def get_has_secret(self, robot) -> bool:
        return bool(robot.secret)


class MessageOut(Out):
    """``problem`` says in words why a message did not go out."""

    problem = serializers.CharField(source="explanation")

    class Meta:
        model = Delivery
        fields = ["channel", "topic", "count", "state", "due_at", "problem"]


class RobotWithMessages(RobotOut):
    messages = MessageOut(source="last_messages", many=True)

    class Meta(RobotOut.Meta):
        fields = [*RobotOut.Meta.fields, "messages"]
