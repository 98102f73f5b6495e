from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out, PersonRef, Ref
from apps.staff.models import StaffMember, StaffTag


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


class TagOut(Out):
    """A mark that staff can bear, and how many bear it."""

    bearers = serializers.IntegerField()

    class Meta:
        model = StaffTag
        fields = ["id", "name", "bearers", "updated_at"]


class LogInOut(Out):
    """Whether somebody has a log-in, and its name."""

    log_in = serializers.CharField(source="user.login", allow_null=True, default=None)

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "log_in"]


class IssuedOut(serializers.Serializer):
    """A one-time password, known only now."""

    member = PersonRef()
    log_in = serializers.CharField(source="login")
    password = serializers.CharField()


class AllIssuedOut(serializers.Serializer):
    issued = IssuedOut(many=True)
