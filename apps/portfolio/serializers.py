from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.portfolio.choices import Result
from apps.portfolio.models import Work
from apps.schools.choices import Level


class WorkOut(Out):
    """``case_id`` leads to its review; null for works that were not handed in but recorded."""

    case_id = serializers.IntegerField(allow_null=True)
    semester_id = serializers.IntegerField()
    author = PersonRef()
    category = Ref()

    class Meta:
        model = Work
        fields = [
            "id", "semester_id", "author", "category", "title", "date", "characters", "level", "result", "prize",
            "state", "case_id", "origin", "withdrawn_at", "withdrawal_reason", "updated_at",
        ]  # fmt: skip


class WorkChange(serializers.Serializer):
    """What can be corrected; ``reason`` is needed when what was counted changes."""

    author = IdField(required=False)
    category = IdField(required=False)
    title = serializers.CharField(max_length=120, required=False)
    date = serializers.DateField(required=False)
    characters = serializers.IntegerField(min_value=0, max_value=2_147_483_647, required=False)
    level = serializers.ChoiceField(Level.choices, required=False, allow_blank=True)
    result = serializers.ChoiceField([c for c in Result.choices if c[0]], required=False, allow_blank=True)
    prize = serializers.CharField(max_length=20, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class WorkIn(WorkChange):
    """A work the office records for its author."""

    reason = None
    author = IdField()
    category = IdField()
    title = serializers.CharField(max_length=120)
    date = serializers.DateField()
