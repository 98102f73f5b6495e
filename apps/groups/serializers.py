from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.groups.models import Group, Membership


class GroupOut(Out):
    campus = Ref(allow_null=True)
    subject = Ref(allow_null=True)
    grade = Ref(allow_null=True)
    leader_id = serializers.IntegerField(source="leader_pk", allow_null=True)
    leader_name = serializers.CharField(allow_null=True)
    member_count = serializers.IntegerField()

    class Meta:
        model = Group
        fields = [
            "id", "name", "kind", "campus", "subject", "grade", "started_on", "ended_on", "merged_into_id", "leader_id",
            "leader_name", "member_count",
        ]  # fmt: skip

    merged_into_id = serializers.IntegerField(allow_null=True)


class MembershipOut(Out):
    member = PersonRef()

    class Meta:
        model = Membership
        fields = ["member", "role"]


class GroupWithMembers(GroupOut):
    """Also with those who belong to it today; of a group that has ended, nobody."""

    members = MembershipOut(source="held_today", many=True)

    class Meta(GroupOut.Meta):
        fields = [*GroupOut.Meta.fields, "members"]


class RoleIn(serializers.Serializer):
    """``role`` is one of those the kind of group has; the last of them when none is sent."""

    member = IdField()
    role = serializers.CharField(max_length=20, required=False)


class MembersIn(serializers.Serializer):
    """Everybody who belongs to the group from the day ``on``, today when none is sent."""

    on = serializers.DateField(required=False)
    people = RoleIn(many=True)
