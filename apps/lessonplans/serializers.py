from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.core.rest.uploads import FileField
from apps.lessonplans.choices import Mark, Part, State
from apps.lessonplans.models import LessonPlan, PlanDraft
from apps.schools.choices import MOST_WEEKS
from apps.staff.models import StaffMember


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


class MissingOut(Out):
    """What came from somebody in a week; ``missing`` is what is expected and has not come."""

    member = PersonRef(source="*")
    groups = serializers.CharField(source="group_names")
    expected = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    returned = serializers.IntegerField()
    missing = serializers.IntegerField()
    last_on = serializers.DateField(allow_null=True)
    reminded = serializers.BooleanField()

    class Meta:
        model = StaffMember
        fields = ["member", "groups", "expected", "handed_in", "returned", "missing", "last_on", "reminded"]


class RemindIn(serializers.Serializer):
    """Which week, else the present one; which group, else everybody one answers for."""

    week = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False)
    group = IdField(required=False)


class RemindedOut(serializers.Serializer):
    """How many were reminded, and how many had been earlier today."""

    week = serializers.IntegerField()
    reminded = serializers.IntegerField()
    earlier = serializers.IntegerField()


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
