"""Work that waits to be recognised: read it, confirm it, refuse it."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import IdField, Nothing, Out, PersonRef, ReasonInput, Ref
from apps.core.rest.views import Act, Collection, Endpoint, Item
from apps.credits import services
from apps.credits.models import Proposal
from apps.credits.proposal_pages import ProposalFilter
from apps.credits.rules.words import UNITS
from apps.credits.serializers import KindOut


class ProposalOut(Out):
    """What a record says today, and what was decided on it."""

    kind = KindOut()
    member = PersonRef(allow_null=True)
    group = Ref(allow_null=True)

    class Meta:
        model = Proposal
        fields = [
            "id", "date", "title", "kind", "member", "group", "source_key", "state", "reason", "confirmed_at",
            "updated_at",
        ]  # fmt: skip


class WorthOut(serializers.Serializer):
    """Amounts, as the ledger would hold them."""

    hours = serializers.DecimalField(max_digits=7, decimal_places=2)
    credits = serializers.DecimalField(max_digits=7, decimal_places=2)
    points = serializers.DecimalField(max_digits=7, decimal_places=2)
    count = serializers.IntegerField()


class ProposalWorth(ProposalOut):
    """Also with what it is, or would be, worth."""

    worth = serializers.SerializerMethodField()

    class Meta(ProposalOut.Meta):
        fields = [*ProposalOut.Meta.fields, "worth"]

    @extend_schema_field(WorthOut())
    def get_worth(self, proposal):
        posting = services.would_be_worth([proposal]).get(proposal.key)
        amounts = {unit: getattr(posting, unit, Decimal(0)) for unit in UNITS}
        return WorthOut({**amounts, "count": posting.count if posting else 0}).data


class ProposalRead(serializers.Serializer):
    """Work that was read, and when it had last been changed."""

    id = IdField()
    updated_at = serializers.DateTimeField()


class DecideIn(serializers.Serializer):
    """``confirm`` needs no reason; ``refuse`` and ``put_back`` do."""

    act = serializers.ChoiceField(["confirm", "refuse", "put_back"])
    proposals = ProposalRead(many=True, allow_empty=False, max_length=200)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ProposalsDecidedOut(serializers.Serializer):
    """How many were decided on, and which of them, as they were changed meanwhile, were not."""

    done = serializers.IntegerField()
    changed = serializers.ListField(child=serializers.IntegerField())


class ProposalArea:
    area = "ledger"
    model = Proposal

    def rows(self):
        return super().rows().select_related("kind", "member", "group")


class ProposalList(ProposalArea, Collection):
    may = {"get": "credits.view_proposal"}
    summary = {"get": _("Work of a semester that waits to be recognised; with a state, what was decided")}
    reads, filterset_class = ProposalOut, ProposalFilter
    by_semester = rows_of_semester = True
    sorts = {"date": "date"}


class ProposalItem(ProposalArea, Item):
    may = {"get": "credits.view_proposal"}
    summary = {"get": _("One piece of work, with what it is or would be worth")}
    reads = ProposalWorth


class ProposalConfirm(ProposalArea, Act):
    may = {"post": "credits.decide_proposal"}
    summary = {"post": _("Recognise work that waits")}
    reads, takes = ProposalOut, {"post": Nothing}

    def act(self, sent):
        services.confirm([self.object], actor=self.request.user, now=timezone.now())


class ProposalRefuse(ProposalArea, Act):
    may = {"post": "credits.decide_proposal"}
    summary = {"post": _("Do not recognise a piece of work; what was posted of it is reversed")}
    reads, takes = ProposalOut, {"post": ReasonInput}

    def act(self, sent):
        services.refuse([self.object], reason=sent["reason"], actor=self.request.user, now=timezone.now())


class ProposalPutBack(ProposalArea, Act):
    may = {"post": "credits.decide_proposal"}
    summary = {"post": _("Take a decision back: the work waits again, what was posted of it is reversed")}
    reads, takes = ProposalOut, {"post": ReasonInput}

    def act(self, sent):
        services.put_back([self.object], reason=sent["reason"], actor=self.request.user, now=timezone.now())


class ProposalDecide(Endpoint):
    """All of them or none: what was changed since it was read is left out and named."""

    area = "ledger"
    may = {"post": "credits.decide_proposal"}
    summary = {"post": _("Recognise, refuse or put back many pieces of work at once")}
    takes, reads = {"post": DecideIn}, ProposalsDecidedOut

    def post(self, request, *args, **kwargs):
        sent = self.input()
        read = {row["id"]: row["updated_at"] for row in sent["proposals"]}
        found = Proposal.objects.visible_to(request.user).filter(pk__in=read)
        same = [row for row in found if row.updated_at == read[row.pk]]
        said = {"actor": request.user, "now": timezone.now()}
        if sent["act"] == "confirm":
            services.confirm(same, **said)
        else:
            act = services.refuse if sent["act"] == "refuse" else services.put_back
            act(same, reason=sent.get("reason", ""), **said)
        return self.told({"done": len(same), "changed": sorted(set(read) - {row.pk for row in same})})
