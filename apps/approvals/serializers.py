from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.approvals import selectors, things
from apps.approvals.models import Case
from apps.core.rest.fields import Out, PersonRef


class CaseOut(Out):
    """Something on its way through review. ``draft_number`` is the draft a decision names."""

    author = PersonRef()
    what = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id", "subject", "what", "target_id", "title", "author", "state", "draft_number", "submitted_at", "due_on",
            "seen_at", "decided_at", "updated_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_what(self, case):
        return str(things.thing_of(case.subject).label)


class ToldOut(serializers.Serializer):
    """One line of the history; ``who`` and ``opinion`` are empty where the reader must not learn them."""

    act = serializers.CharField()
    label = serializers.CharField()
    at = serializers.DateTimeField()
    who = serializers.CharField(allow_blank=True)
    opinion = serializers.CharField(allow_blank=True)
    mark = serializers.CharField(allow_blank=True)


class CaseWithHistory(CaseOut):
    lies_with = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField()

    class Meta(CaseOut.Meta):
        fields = [*CaseOut.Meta.fields, "lies_with", "history"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_lies_with(self, case):
        if case.state != "waiting":
            return []
        return [str(name) for name in selectors.lies_with_as_told(case, self.context["request"].user)]

    @extend_schema_field(ToldOut(many=True))
    def get_history(self, case):
        return ToldOut(selectors.history(case, self.context["request"].user), many=True).data


class ApproveIn(serializers.Serializer):
    draft = serializers.IntegerField(min_value=1, max_value=32767)
    opinion = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    mark = serializers.CharField(max_length=10, required=False, allow_blank=True)


class ReturnIn(ApproveIn):
    opinion = serializers.CharField(max_length=2000)
