from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out, PersonRef, Ref
from apps.credits.explanations import sentences
from apps.credits.models import Entry, EntryKind
from apps.staff.models import StaffMember


class KindOut(Out):
    class Meta:
        model = EntryKind
        fields = ["id", "family", "code", "name", "position"]


class KindWhole(KindOut):
    """``posts_itself``: work of this kind enters the ledger without waiting for the office."""

    class Meta(KindOut.Meta):
        fields = [*KindOut.Meta.fields, "posts_itself", "updated_at"]


class EntryOut(Out):
    """One line of the ledger. Amounts of a reversal are negative; a total is the plain sum."""

    reference = serializers.CharField()
    kind = KindOut()
    member = PersonRef(allow_null=True)
    group = Ref(allow_null=True)
    reverses_id = serializers.IntegerField(allow_null=True)
    reversed_by_id = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            "id", "reference", "number", "date", "kind", "member", "group", "hours", "credits", "points", "count",
            "characters", "category", "level", "role", "title", "source_key", "revision", "reverses_id",
            "reversed_by_id", "reason", "posted_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_reversed_by_id(self, entry):
        reversal = getattr(entry, "reversal", None)
        return reversal.pk if reversal else None


class ExplainedEntry(EntryOut):
    """Also with how the amounts came about."""

    explanation = serializers.SerializerMethodField()

    class Meta(EntryOut.Meta):
        fields = [*EntryOut.Meta.fields, "explanation"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_explanation(self, entry):
        return [str(sentence) for sentence in sentences(entry, self.context["request"].user)]


class HoursOut(Out):
    """What one person has reached in the semester."""

    hours = serializers.DecimalField(max_digits=12, decimal_places=2)
    characters = serializers.IntegerField()
    counts = serializers.SerializerMethodField()

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "hours", "characters", "counts"]

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_counts(self, member):
        """By family of work."""
        return {family: getattr(member, family) for family in self.context["families"]}
