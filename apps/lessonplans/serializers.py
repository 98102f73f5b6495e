from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.lessonplans.choices import Part
from apps.lessonplans.models import LessonPlan, PlanDraft


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
    """A plan as its author hands it in, with at least one part. Documents are handed in on the website."""

    title = serializers.CharField(max_length=120)
    subject = IdField(required=False, allow_null=True)
    grade = IdField(required=False, allow_null=True)
    week = serializers.IntegerField(min_value=1, max_value=30, required=False, allow_null=True)

    def get_fields(self):
        parts = {
            part.value: serializers.CharField(
                max_length=20_000, required=False, allow_blank=True, help_text=str(part.label)
            )
            for part in Part
        }
        return super().get_fields() | parts


class PlanAgainIn(PlanIn):
    """What is not sent stays as in the draft before."""

    title = serializers.CharField(max_length=120, required=False)
