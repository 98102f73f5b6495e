"""Who is at risk, and what the requirements cost teachers."""

from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from apps.core.rest.fields import PersonRef, Ref
from apps.core.rest.views import Endpoint, WorkedOut
from apps.requirements.grant_api import RiskAsked, chosen_in
from apps.requirements.selectors import burden, evaluate
from apps.requirements.selectors.evaluating import FORECAST_WEEK
from apps.requirements.selectors.risk import COLUMNS, WORST, Chosen, ordered, overview
from apps.requirements.serializers import FiguresOut
from apps.schools.api import InSemester
from apps.staff.models import StaffMember


class CountOut(serializers.Serializer):
    """How many of those who owe it stand how, by the words of ``outlook``; ``owing`` leaves out who is exempt."""

    code = serializers.CharField(help_text="Code of the requirement, or number of the group.")
    name = serializers.CharField()
    owing = serializers.IntegerField()
    outlooks = serializers.SerializerMethodField()

    @extend_schema_field(
        {
            "type": "object",
            "required": list(WORST),
            "properties": {word: {"type": "integer"} for word in WORST},
        }
    )
    def get_outlooks(self, count):
        return {word: count.outlooks[word] for word in WORST}


class RiskOut(serializers.Serializer):
    """``week`` of the semester, null outside it; ``foretold`` from the tenth week on, when the pace says something."""

    week = serializers.IntegerField(allow_null=True)
    foretold = serializers.BooleanField()
    requirements = CountOut(many=True)
    groups = CountOut(many=True, help_text="People by the worst of their answers.")


class AtRiskOut(serializers.Serializer):
    """A staff member or a group, and the requirements asked for; ``worst`` is the worst ``outlook`` of them."""

    member = serializers.SerializerMethodField()
    group = serializers.SerializerMethodField()
    home = serializers.CharField(
        source="group", help_text="The group of a staff member; of a group what sort it is."
    )
    worst = serializers.ChoiceField(WORST)
    reminded = serializers.BooleanField(help_text="Reminded today.")
    requirements = FiguresOut(many=True, source="answers")

    @extend_schema_field(PersonRef(allow_null=True))
    def get_member(self, row):
        return PersonRef(row.holder).data if isinstance(row.holder, StaffMember) else None

    @extend_schema_field(Ref(allow_null=True))
    def get_group(self, row):
        return None if isinstance(row.holder, StaffMember) else Ref(row.holder).data


class Risk(InSemester, Endpoint):
    """All of the school for those who see it, the own groups for a leader."""

    area = "ledger"
    may = {"get": "requirements.view_risk"}

    def overview(self, chosen: Chosen):
        return overview(self.request.user, self.request.semester, chosen, today=self.request.today)


class RiskCounts(Risk):
    summary = {"get": gettext_lazy("How many stand how, by requirement and by group")}
    reads = RiskOut

    def get(self, request, *args, **kwargs):
        view, week = self.overview(Chosen()), request.semester.week_of(request.today)
        said = {
            "week": week or None, "foretold": bool(week and week >= FORECAST_WEEK),
            "requirements": view.requirements, "groups": view.groups,
        }  # fmt: skip
        return Response(RiskOut(said).data)


class PeopleAsked(RiskAsked):
    sort = serializers.ChoiceField(
        [sign + name for name in COLUMNS for sign in ("", "-")], required=False,
        help_text="With a minus, downwards; the worst first, if not given.",
    )  # fmt: skip


class RiskPeople(Risk, WorkedOut):
    summary = {"get": gettext_lazy("Who misses something, the worst first; groups stand after the people")}
    asks, reads = PeopleAsked, AtRiskOut

    def found(self):
        asked = self.asked()
        view = self.overview(chosen_in(asked))
        return ordered([*view.rows, *view.of_groups], asked.get("sort", ""))


class RecordedOut(serializers.Serializer):
    """Minutes spent on records in the semester, in its busiest week, and in a week on the average."""

    member = PersonRef()
    minutes = serializers.IntegerField()
    records = serializers.IntegerField()
    busiest = serializers.IntegerField()
    a_week = serializers.DecimalField(8, 1)
    owed_a_week = serializers.DecimalField(8, 1, help_text="Things owed in a week.")


class TwiceOut(serializers.Serializer):
    """Two requirements that ask for the same work, and how many owe both."""

    codes = serializers.ListField(child=serializers.CharField())
    names = serializers.ListField(child=serializers.CharField())
    people = serializers.IntegerField()


class UnaskedOut(serializers.Serializer):
    """A field of a form that no rule and no requirement reads, and in how many of the records it was filled in."""

    record = serializers.CharField(source="sort")
    field = serializers.CharField(source="name")
    label = serializers.CharField()
    filled = serializers.IntegerField()
    records = serializers.IntegerField()


class BurdenOut(serializers.Serializer):
    """``minutes`` and ``owed`` of a week: half of the teachers have less. Measured with so many ``seconds_a_field``,
    ``characters_a_minute`` and ``seconds_a_list`` of attendance.
    """

    minutes = serializers.DecimalField(8, 1)
    owed = serializers.DecimalField(8, 1)
    asked_twice = TwiceOut(many=True)
    asked_by_nothing = UnaskedOut(many=True)
    seconds_a_field = serializers.IntegerField()
    characters_a_minute = serializers.IntegerField()
    seconds_a_list = serializers.IntegerField()


class BurdenAsked(serializers.Serializer):
    q = serializers.CharField(max_length=100, required=False, allow_blank=True, help_text="Name or pinyin.")
    sort = serializers.ChoiceField(
        [sign + name for name in burden.COLUMNS for sign in ("", "-")], required=False,
        help_text="With a minus, downwards; the busiest first, if not given.",
    )  # fmt: skip


class OfBurden(InSemester, Endpoint):
    area = "ledger"
    may = {"get": "requirements.view_burden"}

    def evaluated(self):
        return evaluate(self.request.semester, today=self.request.today, details=False)


class BurdenCounts(OfBurden):
    summary = {
        "get": gettext_lazy("What the requirements cost teachers, what is asked twice, what nothing asks for")
    }
    reads = BurdenOut

    def get(self, request, *args, **kwargs):
        semester, found = request.semester, self.evaluated()
        rows = burden.recorded(semester, found)
        twice = [
            {"codes": [row.code for row in pair.both], "names": [row.name for row in pair.both], "people": pair.people}
            for pair in burden.asked_twice(found)
        ]  # fmt: skip
        said = {
            "minutes": burden.middle(row.a_week for row in rows),
            "owed": burden.middle(row.owed_a_week for row in rows),
            "asked_twice": twice, "asked_by_nothing": burden.unasked(semester, found.schemes),
            "seconds_a_field": burden.FIELD, "characters_a_minute": burden.TYPED, "seconds_a_list": burden.MARKED,
        }  # fmt: skip
        return Response(BurdenOut(said).data)


class BurdenStaff(OfBurden, WorkedOut):
    summary = {"get": gettext_lazy("Minutes spent on records and things owed a week, by teacher")}
    asks, reads = BurdenAsked, RecordedOut

    def found(self):
        rows, asked = burden.recorded(self.request.semester, self.evaluated()), self.asked()
        return burden.chosen(rows, asked.get("q", ""), asked.get("sort", ""))
