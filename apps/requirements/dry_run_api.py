"""What a dry run found: the whole, everybody it concerns, and the work of one."""

from django.http import Http404
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from apps.core.rest.views import Item, WorkedOut
from apps.credits.choices import Unit
from apps.credits.rules.words import UNITS
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.requirements.selectors.dry_run_rows import CHANGED, COLUMNS, narrowed, ordered
from apps.requirements.services import dry_runs

AMOUNT = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
# What there is, and what there would be.
SIDES = {"type": "array", "minItems": 2, "maxItems": 2}


@extend_schema_field(AMOUNT)
class Amount(serializers.CharField):
    """Exact, without idle noughts."""


@extend_schema_field(SIDES | {"items": AMOUNT})
class TwoAmounts(serializers.ListField):
    child = serializers.CharField()


@extend_schema_field(SIDES | {"items": {"type": "integer"}})
class TwoCounts(serializers.ListField):
    child = serializers.IntegerField()


class TotalsOut(serializers.Serializer):
    hours, credits, points, count = TwoAmounts(), TwoAmounts(), TwoAmounts(), TwoAmounts()


class Passing(serializers.Serializer):
    """How many meet it, before and after; how many newly fail it and newly pass it."""

    met = TwoCounts()
    fail = serializers.IntegerField()

    def get_fields(self):
        return super().get_fields() | {"pass": serializers.IntegerField()}


class TriedCounts(Passing):
    """How many people; ``met`` are those who meet everything, before and after."""

    people = serializers.IntegerField()
    gain = serializers.IntegerField()
    lose = serializers.IntegerField()


class TriedAll(TriedCounts):
    moved = serializers.IntegerField(help_text="Pieces of work whose worth would be another.")


class TriedPart(TriedCounts):
    """The same of a group or tier; the name is empty for those in none."""

    name = serializers.CharField()
    before = Amount()
    after = Amount()


class TriedRequirement(Passing):
    """Who owes it and who meets it, before and after; who newly fails it and newly passes it."""

    code = serializers.CharField(help_text="Codes of the scheme and of the requirement.")
    name = serializers.CharField()
    owing = TwoCounts()


class TriedRule(serializers.Serializer):
    said = serializers.CharField()
    clause = serializers.CharField()


class DryRunOut(serializers.Serializer):
    """Pairs are what there is and what there would be. ``unit`` is what a rule pack gives, empty for a scheme.

    ``changed`` says that the document is no longer what was tried, or was thrown away.
    """

    title = serializers.CharField()
    semester = serializers.CharField()
    changed = serializers.BooleanField()
    unit = serializers.ChoiceField(Unit.values, allow_blank=True)
    totals = TotalsOut()
    counts = TriedAll()
    groups = TriedPart(many=True)
    tiers = TriedPart(many=True)
    requirements = TriedRequirement(many=True)
    rules = TriedRule(many=True, help_text="Of the document, each as a sentence.")


class TriedPerson(serializers.Serializer):
    """One person or group; ``fail`` and ``pass`` name the requirements newly failed and newly passed."""

    key = serializers.CharField(help_text="``member`` or ``group``, a colon and its number.")
    number = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    tier = serializers.CharField()
    before = Amount()
    after = Amount()
    change = Amount()
    moved = serializers.IntegerField()
    unmet = TwoCounts(help_text="How many requirements are not met.")
    fail = serializers.ListField(child=serializers.CharField())
    added = serializers.ListField(
        child=serializers.CharField(), default=list, help_text="Of ``fail``, what was not asked before."
    )
    dropped = serializers.ListField(
        child=serializers.CharField(), default=list, help_text="Of ``pass``, what is not asked any more."
    )

    def get_fields(self):
        return super().get_fields() | {"pass": serializers.ListField(child=serializers.CharField())}


class TriedWorth(serializers.Serializer):
    """Units that are nothing are left out."""

    def get_fields(self):
        return {unit: Amount(required=False) for unit in UNITS}


class TriedPiece(serializers.Serializer):
    """A piece of work whose worth would be another; ``rules`` are those that would decide, by their place from 0."""

    source = serializers.CharField()
    date = serializers.DateField()
    title = serializers.CharField()
    kind = serializers.CharField()
    before = TriedWorth()
    after = TriedWorth()
    counts = TwoCounts()
    entered = serializers.BooleanField(help_text="Whether an entry would be made of it.")
    rules = serializers.ListField(child=serializers.IntegerField())
    steps = serializers.ListField(child=serializers.CharField())


class StandOut(serializers.Serializer):
    met = serializers.BooleanField(
        allow_null=True, help_text="Null where a date is not recorded that decides."
    )
    done = Amount()
    required = Amount()
    missing = Amount(default="0", help_text="Also what a portion lacks, or a month.")
    unit = serializers.CharField(default="")


class TriedStand(serializers.Serializer):
    """How one requirement stands; null on the side on which it is not asked."""

    name = serializers.CharField()
    before = StandOut(allow_null=True)
    after = StandOut(allow_null=True)


class TriedWhole(TriedPerson):
    pieces = TriedPiece(many=True)
    requirements = TriedStand(many=True)


class TriedAsked(serializers.Serializer):
    q = serializers.CharField(max_length=100, required=False, allow_blank=True, help_text="Name or number.")
    show = serializers.ChoiceField(
        CHANGED, required=False, allow_blank=True, help_text="Who gains, loses, newly fails, newly passes."
    )
    group = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="By its name.")
    tier = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="By its name.")
    sort = serializers.ChoiceField(
        [sign + name for name in COLUMNS for sign in ("", "-")], required=False,
        help_text="With a minus, downwards; whom it concerns most first, if not given.",
    )  # fmt: skip


class OfRun(Item):
    """A dry run that is done: ``id`` is that of its job."""

    area = "ledger"
    may = {"get": "requirements.view_dryrun"}
    model = Job

    def rows(self):
        return super().rows().filter(kind=dry_runs.KIND, state=JobState.DONE)

    def people(self) -> list[dict]:
        return dry_runs.unpacked(self.object, dry_runs.PEOPLE)


class DryRunItem(OfRun):
    summary = {"get": gettext_lazy("What a dry run found: totals, groups, tiers, requirements")}
    reads = DryRunOut

    def get(self, request, *args, **kwargs):
        document = dry_runs.document_of(self.object, request.user)
        changed = document is None or dry_runs.digest(document) != self.object.result["digest"]
        return Response(DryRunOut(self.object.result | {"changed": changed}).data)


class DryRunPeople(WorkedOut, OfRun):
    summary = {"get": gettext_lazy("Whom a dry run concerns, those it concerns most first")}
    asks, reads = TriedAsked, TriedPerson

    def found(self):
        asked = self.asked()
        return ordered(narrowed(self.people(), asked), asked.get("sort", ""))


class DryRunPerson(OfRun):
    summary = {"get": gettext_lazy("The work of one person or group that a dry run would value anew")}
    reads = TriedWhole

    def get(self, request, *args, **kwargs):
        key = f"{self.kwargs['of']}:{self.kwargs['number']}"
        found = next((row for row in self.people() if row["key"] == key), None)
        if found is None:
            raise Http404
        details = dry_runs.unpacked(self.object, dry_runs.DETAILS).get(key, {})
        return Response(TriedWhole({"pieces": [], "requirements": [], **found, **details}).data)
