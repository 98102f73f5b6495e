from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.core.rest.uploads import FileField
from apps.portfolio.choices import Result
from apps.portfolio.models import Work, WorkDraft
from apps.schools.choices import Level


class WorkOut(Out):
    """``case_id`` leads to its review; null for works that were not handed in but recorded."""

    case_id = serializers.IntegerField(allow_null=True)
    semester_id = serializers.IntegerField()
    author = PersonRef()
    category = Ref()
    has_proof = serializers.SerializerMethodField()

    class Meta:
        model = Work
        fields = [
            "id", "semester_id", "author", "category", "title", "date", "characters", "level", "result", "prize",
            "state", "has_proof", "case_id", "origin", "withdrawn_at", "withdrawal_reason", "updated_at",
        ]  # fmt: skip

    def get_has_proof(self, work) -> bool:
        return work.proof_id is not None


class WorkDraftOut(Out):
    """The work as it was handed in once: its text, or a document."""

    file_name = serializers.CharField(source="file.name", default=None, allow_null=True)

    class Meta:
        model = WorkDraft
        fields = ["number", "submitted_at", "text", "file_name"]


class WorkWithDrafts(WorkOut):
    drafts = WorkDraftOut(many=True)

    class Meta(WorkOut.Meta):
        fields = [*WorkOut.Meta.fields, "drafts"]


class WorkAgainIn(serializers.Serializer):
    """A text that is not sent stays as in the draft before; a document (``file``) is sent anew."""

    category = IdField(required=False)
    title = serializers.CharField(max_length=120, required=False)
    date = serializers.DateField(required=False)
    text = serializers.CharField(max_length=100_000, required=False)
    level = serializers.ChoiceField(Level.choices, required=False, allow_blank=True)
    result = serializers.ChoiceField([c for c in Result.choices if c[0]], required=False, allow_blank=True)
    prize = serializers.CharField(max_length=20, required=False, allow_blank=True)


class WorkSubmitIn(WorkAgainIn):
    """A work as its author hands it in; its characters are counted."""

    category = IdField()
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=100_000)


class WorkFiles(serializers.Serializer):
    """The work as a document, and what proves its result. ``characters`` for a PDF no text can be read from."""

    file = FileField(required=False)
    proof = FileField(required=False)
    characters = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)


class WorkAgainUpload(WorkFiles, WorkAgainIn):
    pass


class WorkSubmitUpload(WorkFiles, WorkAgainIn):
    category = IdField()
    title = serializers.CharField(max_length=120)


class WorkChange(serializers.Serializer):
    """What can be corrected; ``reason`` is needed when what was counted changes."""

    author = IdField(required=False)
    category = IdField(required=False)
    title = serializers.CharField(max_length=120, required=False)
    date = serializers.DateField(required=False)
    characters = serializers.IntegerField(min_value=0, max_value=2_147_483_647, required=False)
    level = serializers.ChoiceField(Level.choices, required=False, allow_blank=True)
    result = serializers.ChoiceField([c for c in Result.choices if c[0]], required=False, allow_blank=True)
    prize = serializers.CharField(max_length=20, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class WorkIn(WorkChange):
    """A work the office records for its author."""

    reason = None
    author = IdField()
    category = IdField()
    title = serializers.CharField(max_length=120)
    date = serializers.DateField()
