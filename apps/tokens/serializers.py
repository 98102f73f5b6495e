from rest_framework import serializers

from apps.core.rest.fields import PersonRef, Ref


class SeatOut(serializers.Serializer):
    """Whom and where the token acts as, and what it may."""

    token = serializers.CharField(source="token.name", read_only=True)
    scopes = serializers.ListField(source="token.scopes", child=serializers.CharField(), read_only=True)
    expires_on = serializers.DateField(source="token.expires_on", read_only=True)
    school = Ref(source="seat.school", read_only=True)
    member = PersonRef(source="seat.member", allow_null=True, read_only=True)
    posts = serializers.ListField(source="seat.posts", child=serializers.CharField(), read_only=True)
    sees_school = serializers.BooleanField(source="seat.sees_school", read_only=True)
    today = serializers.DateField(read_only=True)
