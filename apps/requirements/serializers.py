"""What is owed, as the API tells it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.groups.models import Group
from apps.requirements.rules.sentences import sentence
from apps.requirements.selectors.cards import is_told
from apps.requirements.selectors.lacking import reason_said
from apps.staff.models import StaffMember


class Amounts(serializers.Serializer):
    """So much is done, so much required, so much missing."""

    done = serializers.DecimalField(12, 2)
    required = serializers.DecimalField(12, 2)
    missing = serializers.DecimalField(12, 2)


class FiguresOut(serializers.Serializer):
    """One requirement of one person or group; ``state`` is met, open, missed, over, exempt or unknown."""

    scheme = serializers.CharField(source="scheme.code", help_text="Code of the scheme.")
    code = serializers.CharField(source="requirement.code")
    name = serializers.CharField(source="requirement.name")
    done = serializers.DecimalField(12, 2, source="owed.done")
    required = serializers.DecimalField(12, 2, source="owed.required")
    missing = serializers.DecimalField(12, 2, source="owed.missing")
    unit = serializers.CharField(source="requirement.word")
    due = serializers.DateField(source="owed.due")
    met = serializers.BooleanField(source="owed.met")
    state = serializers.CharField(source="owed.state")
    outlook = serializers.CharField(help_text="From the tenth week on also likely, at_risk or lost.")


class RequirementOut(FiguresOut):
    sources = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sources(self, answer):
        """Source keys of the work that counts, as in the ledger."""
        user = self.context["request"].user
        return list(dict.fromkeys(one.key for one in answer.owed.counted if is_told(user, answer, one.key)))


class OwedOut(Out):
    """What one person owes in the semester, and in the year and cycle around it."""

    requirements = serializers.SerializerMethodField()

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "requirements"]

    @extend_schema_field(RequirementOut(many=True))
    def get_requirements(self, holder):
        return RequirementOut(holder.answers, many=True, context=self.context).data


class GroupOwedOut(OwedOut):
    """What one group owes, and what its people owe together where it answers for them."""

    class Meta:
        model = Group
        fields = ["id", "name", "kind", "requirements"]


class PeriodOut(Amounts):
    """A month, fortnight or week of a requirement that is owed in each of them."""

    first = serializers.DateField(source="window.first")
    last = serializers.DateField(source="window.last")


class PortionOut(Amounts):
    """A portion of a requirement, or a cell of a matrix: its row and column."""

    name = serializers.CharField()
    place = serializers.ListField(child=serializers.CharField())


class PieceOut(serializers.Serializer):
    """A piece of work, by its source key as in the ledger; of what a group answers for, a member (``member:12``)."""

    source = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    title = serializers.CharField()


class CountedOut(PieceOut):
    amount = serializers.DecimalField(12, 2)
    cut = serializers.DecimalField(12, 2, help_text="What a ceiling left out.")


class AlmostOut(PieceOut):
    reason = serializers.CharField(help_text="Why it does not count.")


class RequirementWhole(FiguresOut):
    """With what counts, what almost does and why not, and what of the planned would close the gap.

    The context has ``found`` (the evaluation), ``words`` (the school's), ``names`` (of members), ``waiting`` and
    ``lacked`` (what work lacked by the rules that valued it).
    """

    sentence = serializers.SerializerMethodField(help_text="The requirement in words.")
    clause = serializers.CharField(source="requirement.clause")
    document = serializers.SerializerMethodField(help_text="The document behind it; empty without one.")
    waiting = serializers.SerializerMethodField(help_text="Pieces of such work that wait for the office.")
    still_missing = serializers.DecimalField(
        12, 2, source="owed.still_missing", help_text="After what is planned."
    )
    periods = PeriodOut(many=True, source="owed.periods")
    portions = PortionOut(many=True, source="owed.portions")
    counted = serializers.SerializerMethodField()
    almost = serializers.SerializerMethodField()
    planned = serializers.SerializerMethodField()

    def words(self, answer):
        return self.context["words"].plus({name: dict(table) for name, table in answer.scheme.names})

    def is_told(self, answer, one) -> bool:
        return is_told(self.context["request"].user, answer, one.key)

    def get_sentence(self, answer) -> str:
        return sentence(answer.requirement, answer.scheme, self.words(answer))

    def get_waiting(self, answer) -> int:
        return self.context["waiting"].get(answer.requirement.code, 0)

    def get_document(self, answer) -> str:
        found = answer.scheme.document
        return f"《{found.title}》{found.number}" if found else ""

    def piece(self, answer, key, **said) -> dict:
        line = self.context["found"].work.get((answer.holder.key, key))
        fact = line.fact if line else None
        title = fact.title if fact else self.context["names"].get(("name", key), "")
        return {"source": key, "date": fact.date if fact else None, "title": title, **said}

    @extend_schema_field(CountedOut(many=True))
    def get_counted(self, answer):
        rows = [
            self.piece(answer, one.key, amount=one.amount, cut=one.cut)
            for one in answer.owed.counted if self.is_told(answer, one)
        ]  # fmt: skip
        return CountedOut(rows, many=True).data

    @extend_schema_field(AlmostOut(many=True))
    def get_almost(self, answer):
        words, lacked = self.words(answer), self.context["lacked"]
        rows = [
            self.piece(answer, one.key, reason=reason_said(one, answer.requirement, words, lacked))
            for one in answer.owed.almost if self.is_told(answer, one)
        ]  # fmt: skip
        return AlmostOut(rows, many=True).data

    @extend_schema_field(PieceOut(many=True))
    def get_planned(self, answer):
        return PieceOut([self.piece(answer, key) for key in answer.owed.closing], many=True).data


class OwedWhole(OwedOut):
    @extend_schema_field(RequirementWhole(many=True))
    def get_requirements(self, holder):
        return RequirementWhole(holder.answers, many=True, context=self.context).data


class GroupOwedWhole(OwedWhole):
    class Meta(GroupOwedOut.Meta):
        pass
