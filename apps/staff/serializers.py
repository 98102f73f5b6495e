from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out, Ref
from apps.staff.models import StaffMember


class PersonalOut(Out):
    """Dates and marks of a person: for oneself and for those who see the school."""

    tags = Ref(many=True)

    class Meta:
        model = StaffMember
        fields = ["sex", "born_on", "joined_on", "entered_on", "left_on", "tier", "tags"]


class MemberOut(Out):
    campus = Ref(allow_null=True)
    subject = Ref(allow_null=True)
    personal = serializers.SerializerMethodField()

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "title", "campus", "subject", "personal"]

    @extend_schema_field(PersonalOut(allow_null=True))
    def get_personal(self, member):
        """Null for who may not know."""
        allowed = self.context["request"].user.has_perm("staff.view_personal", member)
        return PersonalOut(member).data if allowed else None
