from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.staff.models import StaffMember


class RequirementOut(serializers.Serializer):
    """One requirement of one person; ``state`` is met, open, missed, over, exempt or unknown."""

    scheme = serializers.CharField(source="scheme.code", help_text="Code of the scheme.")
    code = serializers.CharField(source="requirement.code")
    name = serializers.CharField(source="requirement.name")
    done = serializers.DecimalField(12, 2, source="owed.done")
    required = serializers.DecimalField(12, 2, source="owed.required")
    missing = serializers.DecimalField(12, 2, source="owed.missing")
    unit = serializers.CharField(source="requirement.measure.word")
    due = serializers.DateField(source="owed.due")
    met = serializers.BooleanField(source="owed.met")
    state = serializers.CharField(source="owed.state")
    outlook = serializers.CharField(help_text="From the tenth week on also likely, at_risk or lost.")
    sources = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sources(self, answer):
        """Source keys of the work that counts, as in the ledger."""
        return list(dict.fromkeys(counted.key for counted in answer.owed.counted))


class OwedOut(Out):
    """What one person owes in the semester, and in the year and cycle around it."""

    requirements = serializers.SerializerMethodField()

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "requirements"]

    @extend_schema_field(RequirementOut(many=True))
    def get_requirements(self, member):
        return RequirementOut(member.answers, many=True).data
