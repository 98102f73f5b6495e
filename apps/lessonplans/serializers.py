from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.core.rest.uploads import FileField
from apps.lessonplans.choices import Mark, Part, State
from apps.lessonplans.models import LessonPlan, PlanDraft
from apps.schools.choices import MOST_WEEKS


class PlanOut(Out):
    """``case_id`` leads to its review; null for plans that came by a workbook."""

    semester_id = serializers.IntegerField()
    author = PersonRef()
    subject = Ref(allow_null=True)
    grade = Ref(allow_null=True)
    case_id = serializers.IntegerField(allow_null=True)

    class Meta:
        model = LessonPlan
        fields = [
            "id", "semester_id", "author", "title", "subject", "grade", "week", "submitted_on", "state", "mark",
            "case_id", "origin", "withdrawn_at", "withdrawal_reason", "updated_at",
        ]  # fmt: skip


class DraftOut(Out):
    """The plan as it was handed in once. ``sections`` holds the parts that were written, by their names."""

    sections = serializers.DictField(child=serializers.CharField())
    file_name = serializers.CharField(source="file.name", default=None, allow_null=True)

    class Meta:
        model = PlanDraft
        fields = ["number", "submitted_at", "sections", "file_name"]


class PlanWithDrafts(PlanOut):
    drafts = DraftOut(many=True)

    class Meta(PlanOut.Meta):
        fields = [*PlanOut.Meta.fields, "drafts"]


class PlanIn(serializers.Serializer):
    """A plan as its author hands it in, with at least one part; or, as multipart/form-data, a document (``file``)."""

    title = serializers.CharField(max_length=120)
    subject = IdField(required=False, allow_null=True)
    grade = IdField(required=False, allow_null=True)
    week = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False, allow_null=True)

    def get_fields(self):
        parts = {
            part.value: serializers.CharField(
                max_length=20_000, required=False, allow_blank=True, help_text=str(part.label)
            )
            for part in Part
        }
        return super().get_fields() | parts


class PlanUpload(PlanIn):
    file = FileField(required=False)


class PlanAgainIn(PlanIn):
    """Parts that are not sent stay as in the draft before; a document is sent anew."""

    title = serializers.CharField(max_length=120, required=False)


class PlanAgainUpload(PlanAgainIn):
    file = FileField(required=False)


class PlanChange(serializers.Serializer):
    """What the office can correct; author, state and mark only of a plan that was never handed in by its author."""

    author = IdField(required=False)
    title = serializers.CharField(max_length=120, required=False)
    subject = IdField(required=False, allow_null=True)
    grade = IdField(required=False, allow_null=True)
    week = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False, allow_null=True)
    submitted_on = serializers.DateField(required=False)
    state = serializers.ChoiceField(State.choices, required=False)
    mark = serializers.ChoiceField(Mark.choices, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class PlanRecordIn(PlanChange):
    """A plan the office records for its author."""

    reason = None
    author = IdField()
    title = serializers.CharField(max_length=120)
    submitted_on = serializers.DateField()
    state = serializers.ChoiceField(State.choices)
