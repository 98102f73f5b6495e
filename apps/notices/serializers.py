from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.notices.models import Notice


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
