from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.activities.choices import IN_PART, MOST_MISSED, Attended, Part, Rhythm
from apps.activities.models import Activity, Attendance, Material, Series
from apps.activities.services.recollections import MOST_FILES
from apps.core.rest.fields import ClockField, IdField, Out, PersonRef, ReasonInput, Ref
from apps.core.rest.uploads import FileOut, FilesField

HOURS = {"max_digits": 5, "decimal_places": 2}


class ActivityOut(Out):
    """``organiser`` is null for an activity of the whole school; ``listed`` and ``came`` count people.

    ``series_id`` is the same for what was planned in one act, null for what stands alone.
    """

    semester_id = serializers.IntegerField()
    series_id = serializers.IntegerField(allow_null=True)
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
            "id", "code", "title", "semester_id", "series_id", "kind", "organiser", "date", "starts_at", "ends_at",
            "place", "speaker", "hours", "content", "listed", "came", "origin", "withdrawn_at", "withdrawal_reason",
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
    following = serializers.BooleanField(required=False, help_text="Also all later ones of its series.")
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ActivityIn(ActivityChange):
    """``groups``, ``people`` and ``everybody`` say who is to come; without ``code`` the next free one is taken."""

    reason = following = None
    title = serializers.CharField(max_length=120)
    kind = IdField()
    date = serializers.DateField()
    starts_at = ClockField()
    place = serializers.CharField(max_length=40)
    speaker = IdField()
    groups = serializers.ListField(child=IdField(), required=False, max_length=200)
    people = serializers.ListField(child=IdField(), required=False, max_length=1000)
    everybody = serializers.BooleanField(required=False)


class DayIn(serializers.Serializer):
    """One of the days of a series, with what differs from the others."""

    date = serializers.DateField()
    title = serializers.CharField(max_length=120, required=False)
    place = serializers.CharField(max_length=40, required=False, allow_blank=True)
    speaker = IdField(required=False, allow_null=True)


class SeriesIn(ActivityIn):
    """An activity that repeats from its ``date`` ``until`` a day, every or every second week, but not on holidays.

    With ``days`` only those of these days are planned that are named.
    """

    speaker = IdField(required=False, allow_null=True)
    repeat = serializers.ChoiceField(Rhythm.choices)
    until = serializers.DateField()
    days = DayIn(many=True, required=False, max_length=40)


class SeriesOut(Out):
    """``repeat`` is the number of weeks between two meetings."""

    repeat = serializers.IntegerField(source="rhythm")
    activities = ActivityOut(many=True, source="meetings")

    class Meta:
        model = Series
        fields = ["id", "repeat", "activities"]


class CancelIn(ReasonInput):
    tell = serializers.BooleanField(required=False)
    following = serializers.BooleanField(required=False, help_text="Also all later ones of its series.")


class ParticipantsIn(serializers.Serializer):
    """Who is to come, all of them; whoever is left out and not marked yet is taken off the list."""

    people = serializers.ListField(child=IdField(), max_length=2000)
    following = serializers.BooleanField(required=False, help_text="Also all later ones of its series.")
    tell = serializers.BooleanField(required=False)


class MinutesOut(serializers.Serializer):
    """``seen`` goes back with a new text; both are empty where nothing is written yet, or not for one to read."""

    activity_id = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)
    seen = serializers.CharField(source="version", allow_blank=True)
    written_by = serializers.CharField(allow_null=True)


class MinutesIn(serializers.Serializer):
    """An empty text takes the minutes away."""

    text = serializers.CharField(max_length=20_000, allow_blank=True)
    seen = serializers.CharField(max_length=64, allow_blank=True)


class MaterialOut(Out):
    file = FileOut()

    class Meta:
        model = Material
        fields = ["id", "file", "created_at"]


class MaterialListOut(serializers.Serializer):
    """What one may see of it."""

    activity_id = serializers.IntegerField()
    material = MaterialOut(many=True)


class MaterialIn(serializers.Serializer):
    """Photos and documents, 20 MB each: all are kept, or none."""

    files = FilesField(max_length=MOST_FILES, min_length=1)


class AttendanceOut(Out):
    """``missed``: minutes missed by who came late or left early, where they are noted; ``official``: the leave was on
    official business.
    """

    member = PersonRef()
    official = serializers.BooleanField()

    class Meta:
        model = Attendance
        fields = ["member", "part", "state", "missed", "official"]


class AttendanceListOut(serializers.Serializer):
    """The rows one may see; ``seen`` goes back with the marks, so that nobody writes over another's.

    ``marking`` is the last saving of the list, for those who may see all of it; null before the first.
    """

    activity_id = serializers.IntegerField()
    seen = serializers.CharField()
    marking = serializers.IntegerField(allow_null=True)
    rows = AttendanceOut(many=True)


class MarkIn(serializers.Serializer):
    member = IdField()
    part = serializers.ChoiceField(Part.choices, default=Part.PARTICIPANT.value)
    state = serializers.ChoiceField(Attended.choices)
    missed = serializers.IntegerField(
        min_value=1, max_value=MOST_MISSED, required=False, allow_null=True, default=None
    )

    official = serializers.BooleanField(default=False)

    def validate(self, mark):
        if mark["official"] and mark["state"] != Attended.LEAVE:
            raise serializers.ValidationError({"official": _("Only leave can be official.")})
        if mark["missed"] and mark["state"] not in IN_PART:
            raise serializers.ValidationError(
                {"missed": _("Minutes missed are noted only of who came late or left early.")}
            )
        return mark


class AttendanceIn(serializers.Serializer):
    """The whole list: whoever is left out is taken off it."""

    seen = serializers.CharField(max_length=200)
    marks = MarkIn(many=True, max_length=2000)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class MarkingIn(serializers.Serializer):
    """The marking that is taken back: the last one, as it was read."""

    marking = IdField()
