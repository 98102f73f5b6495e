from rest_framework import serializers

from apps.core.rest.fields import Codes, IdField, Out, PersonRef, Ref
from apps.core.rest.uploads import FileField
from apps.declarations.models import Declaration, DeclarationDraft
from apps.schools.choices import Level


class DeclarationOut(Out):
    """``case_id`` leads to its review; null for what the office recorded from paper. ``counts_on`` is the day the rules
    take it for. ``stamps`` names who has recognised it, and when: ``school``, ``bureau``, each step of its review."""

    case_id = serializers.IntegerField(allow_null=True)
    semester_id = serializers.IntegerField()
    author = PersonRef()
    category = Ref()
    labels = Codes()
    stamps = serializers.DictField(child=serializers.DateField())
    has_proof = serializers.SerializerMethodField()

    class Meta:
        model = Declaration
        fields = [
            "id", "semester_id", "author", "category", "title", "organiser", "starts_on", "ends_on", "counts_on",
            "hours", "days", "times", "level", "labels", "certificate", "state", "stamps", "has_proof",
            "case_id", "origin", "withdrawn_at", "withdrawal_reason", "updated_at",
        ]  # fmt: skip

    def get_has_proof(self, declaration) -> bool:
        return declaration.proof_id is not None


class DeclarationDraftOut(Out):
    """What was declared once: values by field, as text; and the proof."""

    said = serializers.DictField(child=serializers.CharField())
    file_name = serializers.CharField(source="file.name", default=None, allow_null=True)

    class Meta:
        model = DeclarationDraft
        fields = ["number", "submitted_at", "said", "file_name"]


class DeclarationWithDrafts(DeclarationOut):
    drafts = DeclarationDraftOut(many=True)

    class Meta(DeclarationOut.Meta):
        fields = [*DeclarationOut.Meta.fields, "drafts"]


class DeclarationAgainIn(serializers.Serializer):
    """What is not sent stays as it was, the proof too."""

    category = IdField(required=False)
    title = serializers.CharField(max_length=120, required=False)
    organiser = serializers.CharField(max_length=80, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False)
    hours = serializers.DecimalField(max_digits=6, decimal_places=2, required=False, allow_null=True)
    days = serializers.DecimalField(max_digits=5, decimal_places=1, required=False, allow_null=True)
    times = serializers.IntegerField(min_value=1, max_value=32767, required=False, allow_null=True)
    level = serializers.ChoiceField(Level.choices, required=False, allow_blank=True)
    labels = Codes(required=False, max_length=50)
    certificate = serializers.CharField(max_length=60, required=False, allow_blank=True)


class DeclarationSubmitIn(DeclarationAgainIn):
    """Hours one declares. At least one of ``hours``, ``days``, ``times`` and ``level`` is said; kinds that ask for a
    proof are sent as a form with ``proof``."""

    category = IdField()
    title = serializers.CharField(max_length=120)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class DeclarationAgainUpload(DeclarationAgainIn):
    """``proof``: a picture or PDF of the certificate."""

    proof = FileField(required=False)


class DeclarationSubmitUpload(DeclarationSubmitIn):
    proof = FileField(required=False)


class DeclarationChange(DeclarationAgainIn):
    """What the office can correct; ``author`` only of hours nobody has declared. ``reason`` is needed when what was
    counted changes."""

    author = IdField(required=False)
    verified_on = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class DeclarationChangeUpload(DeclarationChange):
    proof = FileField(required=False)


class DeclarationRecordIn(DeclarationSubmitIn):
    """Hours the office records from paper; ``verified_on`` is the day the county has verified them on."""

    author = IdField()
    verified_on = serializers.DateField(required=False, allow_null=True)


class DeclarationRecordUpload(DeclarationRecordIn):
    proof = FileField(required=False)
