from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.approvals import selectors, things
from apps.approvals.choices import Reviewer, Sight
from apps.approvals.models import Absence, Case
from apps.core.rest.fields import IdField, Out, PersonRef


class CaseOut(Out):
    """Something on its way through review. ``draft_number`` is the draft a decision names."""

    author = PersonRef()
    what = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id", "subject", "what", "target_id", "title", "author", "state", "draft_number", "submitted_at", "due_on",
            "seen_at", "decided_at", "updated_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_what(self, case):
        return str(things.thing_of(case.subject).label)


class ToldOut(serializers.Serializer):
    """One line of the history; ``who`` and ``opinion`` are empty where the reader must not learn them."""

    act = serializers.CharField()
    label = serializers.CharField()
    at = serializers.DateTimeField()
    who = serializers.CharField(allow_blank=True)
    opinion = serializers.CharField(allow_blank=True)
    mark = serializers.CharField(allow_blank=True)


class CaseWithHistory(CaseOut):
    lies_with = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField()

    class Meta(CaseOut.Meta):
        fields = [*CaseOut.Meta.fields, "lies_with", "history"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_lies_with(self, case):
        if case.state != "waiting":
            return []
        return [str(name) for name in selectors.lies_with_as_told(case, self.context["request"].user)]

    @extend_schema_field(ToldOut(many=True))
    def get_history(self, case):
        return ToldOut(selectors.history(case, self.context["request"].user), many=True).data


class ApproveIn(serializers.Serializer):
    """``decided_on`` is the day on which the county decided, for whoever records its decision from paper."""

    draft = serializers.IntegerField(min_value=1, max_value=32767)
    opinion = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    mark = serializers.CharField(max_length=10, required=False, allow_blank=True)
    decided_on = serializers.DateField(required=False)


class ReturnIn(ApproveIn):
    opinion = serializers.CharField(max_length=2000)


class ReadIn(serializers.Serializer):
    """A case, and the draft of it that was read."""

    case = IdField()
    draft = serializers.IntegerField(min_value=1, max_value=32767)


class ApproveManyIn(serializers.Serializer):
    """``mark`` is given to those things that bear one."""

    cases = ReadIn(many=True, allow_empty=False, max_length=200)
    mark = serializers.CharField(max_length=10, required=False, allow_blank=True)


class CasesIn(serializers.Serializer):
    cases = serializers.ListField(child=IdField(), allow_empty=False, max_length=200)


class ManyDecidedOut(serializers.Serializer):
    """How many it was done with, and why not with each of the others."""

    done = serializers.IntegerField()
    failed = serializers.ListField(child=serializers.CharField())


class ApprovedManyOut(ManyDecidedOut):
    """``for_county``: cases left as they were, because the county decides on them; each is approved by itself, with
    ``decided_on``. ``failed`` says so too.
    """

    for_county = serializers.ListField(child=serializers.IntegerField())


class StepOut(serializers.Serializer):
    """Who reviews, in how many days, and when the author learns the name and the opinion."""

    reviewer = serializers.CharField()
    days = serializers.IntegerField()
    names = serializers.CharField()
    opinions = serializers.CharField()


class RouteOut(serializers.Serializer):
    """How one kind of thing is reviewed. Without steps the office alone reviews."""

    subject = serializers.CharField()
    label = serializers.CharField()
    steps = StepOut(many=True)


class RoutesOut(serializers.Serializer):
    routes = RouteOut(many=True)


class StepIn(serializers.Serializer):
    reviewer = serializers.ChoiceField(Reviewer.choices)
    days = serializers.IntegerField(min_value=1, max_value=120, required=False)
    names = serializers.ChoiceField(Sight.choices, required=False)
    opinions = serializers.ChoiceField(Sight.choices, required=False)


class RouteIn(serializers.Serializer):
    """All steps in order, four at most; those that are not sent are no longer there."""

    steps = StepIn(many=True)


class ThingPhrases(serializers.Serializer):
    """What reviewers often say when they return such a thing. None: the usual phrases are offered."""

    subject = serializers.ChoiceField(sorted(things.subjects()))
    label = serializers.CharField(read_only=True)
    phrases = serializers.ListField(child=serializers.CharField(max_length=120), max_length=20)


class Phrases(serializers.Serializer):
    """The phrases of each thing that is reviewed; things that are not sent get the usual ones."""

    things = ThingPhrases(many=True)


class PlaceOut(serializers.Serializer):
    """What can be commented on: a paragraph of the draft, by its first words."""

    place = serializers.CharField()
    words = serializers.CharField()


class RemarkOut(serializers.Serializer):
    """A comment. ``place`` is where it stands in the last draft, empty when it is about the whole, or its words stand
    no more; ``who`` is empty where the reader must not learn the name.
    """

    id = serializers.IntegerField(source="remark.pk")
    draft = serializers.IntegerField(source="remark.draft_number")
    place = serializers.CharField(allow_blank=True)
    quote = serializers.CharField(source="remark.quote", allow_blank=True)
    text = serializers.CharField(source="remark.text")
    who = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    answer = serializers.CharField(source="remark.answer", allow_blank=True)
    done_at = serializers.DateTimeField(source="remark.done_at", allow_null=True)


class RemarksOut(serializers.Serializer):
    """The comments one may read on the last draft and those before it."""

    case_id = serializers.IntegerField()
    draft = serializers.IntegerField()
    places = PlaceOut(many=True)
    remarks = RemarkOut(many=True)


class RemarkIn(serializers.Serializer):
    """A comment on the draft that was read, at one of its places or, without one, on the whole."""

    draft = serializers.IntegerField(min_value=1, max_value=32767)
    place = serializers.CharField(max_length=40, required=False, allow_blank=True)
    quote = serializers.CharField(max_length=200, required=False, allow_blank=True)
    text = serializers.CharField(max_length=2000)


class AnswerIn(serializers.Serializer):
    """The author's answer to a comment, and whether it is ticked off."""

    answer = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    done = serializers.BooleanField(required=False)


class AbsenceOut(Out):
    """Days on which a deputy reviews for me too."""

    deputy = PersonRef()

    class Meta:
        model = Absence
        fields = ["id", "deputy", "starts_on", "ends_on", "updated_at"]


class AbsenceChange(serializers.Serializer):
    deputy = IdField(required=False)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False)


class AbsenceIn(AbsenceChange):
    deputy = IdField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
