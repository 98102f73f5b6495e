from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.core.rest.uploads import FileOut, FilesField
from apps.observations.choices import Mode
from apps.observations.models import Observation, ObservationEvent, ObservationPhoto

LONGEST = 10_000


class ObservationOut(Out):
    """``score``, ``notes`` and ``opinion`` are null for who may only know that the lesson was observed,
    ``reflection`` for everybody but the observer.
    """

    semester_id = serializers.IntegerField()
    observer = PersonRef()
    teacher = PersonRef()
    subject = Ref(allow_null=True)
    lesson_type = Ref()
    is_open = serializers.BooleanField()
    score = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()
    opinion = serializers.SerializerMethodField()
    reflection = serializers.SerializerMethodField()

    class Meta:
        model = Observation
        fields = [
            "id", "semester_id", "observer", "teacher", "date", "period", "class_name", "subject", "topic",
            "lesson_type", "mode", "is_open", "score", "notes", "opinion", "reflection", "acknowledged_at", "origin",
            "withdrawn_at", "withdrawal_reason", "updated_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True))
    def get_score(self, seen):
        return f"{seen.score:.2f}" if seen.is_open and seen.score is not None else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_notes(self, seen):
        return seen.notes if seen.is_open else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_opinion(self, seen):
        return seen.opinion if seen.is_open else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_reflection(self, seen):
        seat = self.context["request"].user.seat
        return seen.reflection if seat.member_id == seen.observer_id else None


class EventOut(Out):
    """An answer, an acknowledgement, a correction or the withdrawal."""

    who = serializers.CharField(source="actor", allow_null=True)

    class Meta:
        model = ObservationEvent
        fields = ["act", "who", "text", "created_at"]


class PhotoOut(Out):
    file = FileOut()

    class Meta:
        model = ObservationPhoto
        fields = ["id", "file"]


class ObservationWithEvents(ObservationOut):
    """Also with the pictures, the conversation and the history, for who may read what was said."""

    photos = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()

    class Meta(ObservationOut.Meta):
        fields = [*ObservationOut.Meta.fields, "photos", "events"]

    @extend_schema_field(PhotoOut(many=True))
    def get_photos(self, seen):
        return PhotoOut(seen.photos.select_related("file"), many=True).data if seen.is_open else []

    @extend_schema_field(EventOut(many=True))
    def get_events(self, seen):
        return EventOut(seen.events.select_related("actor"), many=True).data if seen.is_open else []


class ObservationChange(serializers.Serializer):
    """What can be corrected; ``reason`` is needed when what was counted changes."""

    teacher = IdField(required=False)
    date = serializers.DateField(required=False)
    period = serializers.IntegerField(min_value=1, max_value=12, required=False, allow_null=True)
    class_name = serializers.CharField(max_length=20, required=False, allow_blank=True)
    subject = IdField(required=False, allow_null=True)
    topic = serializers.CharField(max_length=60, required=False, allow_blank=True)
    lesson_type = IdField(required=False)
    mode = serializers.ChoiceField(Mode.choices, required=False)
    score = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False, allow_null=True
    )
    notes = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    opinion = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    reflection = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ObservationIn(ObservationChange):
    """A lesson one has observed; the office names the ``observer`` to enter one for somebody."""

    reason = None
    observer = IdField(required=False)
    teacher = IdField()
    date = serializers.DateField()
    lesson_type = IdField()


class ObservationUpload(ObservationIn):
    """The same as a form, with up to nine pictures."""

    photos = FilesField(required=False)


class PhotosIn(serializers.Serializer):
    """Pictures to add; a lesson has at most nine."""

    photos = FilesField(min_length=1)


class AcknowledgeIn(serializers.Serializer):
    """With an answer or without."""

    text = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class ReplyIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONGEST)
