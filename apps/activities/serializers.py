from rest_framework import serializers

from apps.activities.choices import Attended, Part
from apps.activities.models import Activity, Attendance
from apps.core.rest.fields import ClockField, IdField, Out, PersonRef, ReasonInput, Ref

HOURS = {"max_digits": 5, "decimal_places": 2}


class ActivityOut(Out):
    """``organiser`` is null for an activity of the whole school; ``listed`` and ``came`` count people."""

    semester_id = serializers.IntegerField()
    kind = Ref()
    organiser = Ref(allow_null=True)
    speaker = PersonRef(allow_null=True)
    starts_at = ClockField(allow_null=True)
    ends_at = ClockField(allow_null=True)
    listed = serializers.IntegerField()
    came = serializers.IntegerField()

    class Meta:
        model = Activity
        fields = [
            "id", "code", "title", "semester_id", "kind", "organiser", "date", "starts_at", "ends_at", "place",
            "speaker", "hours", "content", "listed", "came", "origin", "withdrawn_at", "withdrawal_reason",
            "updated_at",
        ]  # fmt: skip


class ActivityChange(serializers.Serializer):
    """What can be changed; ``reason`` is needed when credit hours already recognised change."""

    code = serializers.CharField(max_length=20, required=False)
    title = serializers.CharField(max_length=120, required=False)
    kind = IdField(required=False)
    organiser = IdField(required=False, allow_null=True)
    date = serializers.DateField(required=False)
    starts_at = ClockField(required=False, allow_null=True)
    ends_at = ClockField(required=False, allow_null=True)
    place = serializers.CharField(max_length=40, required=False, allow_blank=True)
    speaker = IdField(required=False, allow_null=True)
    hours = serializers.DecimalField(**HOURS, min_value=0, required=False)
    content = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    tell = serializers.BooleanField(required=False)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ActivityIn(ActivityChange):
    """``groups``, ``people`` and ``everybody`` say who is to come; without ``code`` the next free one is taken."""

    reason = None
    title = serializers.CharField(max_length=120)
    kind = IdField()
    date = serializers.DateField()
    starts_at = ClockField()
    place = serializers.CharField(max_length=40)
    speaker = IdField()
    groups = serializers.ListField(child=IdField(), required=False, max_length=200)
    people = serializers.ListField(child=IdField(), required=False, max_length=1000)
    everybody = serializers.BooleanField(required=False)


class CancelIn(ReasonInput):
    tell = serializers.BooleanField(required=False)


class AttendanceOut(Out):
    member = PersonRef()

    class Meta:
        model = Attendance
        fields = ["member", "part", "state"]


class AttendanceListOut(serializers.Serializer):
    """The rows one may see; ``seen`` goes back with the marks, so that nobody writes over another's."""

    activity_id = serializers.IntegerField()
    seen = serializers.CharField()
    rows = AttendanceOut(many=True)


class MarkIn(serializers.Serializer):
    member = IdField()
    part = serializers.ChoiceField(Part.choices, default=Part.PARTICIPANT.value)
    state = serializers.ChoiceField(Attended.choices)


class AttendanceIn(serializers.Serializer):
    """The whole list: whoever is left out is taken off it."""

    seen = serializers.CharField(max_length=200)
    marks = MarkIn(many=True, max_length=2000)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)
