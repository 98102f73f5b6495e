"""What only rules ask of an activity: level, place, roll-calls, stamps; who signed; what somebody took from it."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.activities import selectors, services
from apps.activities.api import ActivityArea
from apps.activities.choices import CAME, MOST_ROLL_CALLS
from apps.activities.forms import ParticularsForm, ReflectionForm, SignaturesForm
from apps.activities.models import Activity, Attendance
from apps.core.rest.fields import Codes, IdField, Out, PersonRef
from apps.core.rest.formed import Formed, FormedItem
from apps.core.rest.views import Item


class ParticularsOut(Out):
    serializer_field_mapping = {**Out.serializer_field_mapping, models.JSONField: Codes}

    class Meta:
        model = Activity
        fields = ["id", *ParticularsForm.Meta.fields, "updated_at"]


class SignedOut(serializers.Serializer):
    """``signed`` is null where nothing was noted: who came has then signed every time."""

    member = PersonRef()
    came = serializers.SerializerMethodField()
    signed = serializers.IntegerField(source="signatures", allow_null=True)

    def get_came(self, row) -> bool:
        return row.state in CAME


class SignaturesOut(serializers.Serializer):
    roll_calls = serializers.IntegerField()
    rows = SignedOut(many=True)


class SignedIn(serializers.Serializer):
    member = IdField()
    signed = serializers.IntegerField(min_value=0, max_value=MOST_ROLL_CALLS)


class SignaturesIn(serializers.Serializer):
    """Whoever is not named stays as they are."""

    rows = SignedIn(many=True, max_length=1000)


class ReflectionBody(serializers.Serializer):
    """An empty text takes it away."""

    text = serializers.CharField(max_length=5000, allow_blank=True, trim_whitespace=False)


class Particulars(ActivityArea, FormedItem):
    may = {"get": "activities.view_activity", "patch": "activities.change_activity"}
    summary = {
        "get": _("What rules ask of an activity"),
        "patch": _("Say what rules ask of an activity; what everybody has of it is valued again"),
    }
    reads, form_class, left_out = ParticularsOut, ParticularsForm, ("reason", "version")

    def save(self, form):
        services.save_particulars(form.instance, actor=self.request.user)


class Signatures(ActivityArea, Formed, Item):
    may = {"get": "activities.change_activity", "put": "activities.change_activity"}
    summary = {
        "get": _("How often everybody signed at the roll-calls of an activity"),
        "put": _("Note how often people signed at the roll-calls of an activity"),
    }
    reads, form_class, takes = SignaturesOut, SignaturesForm, {"put": SignaturesIn}

    def signers(self) -> list[Attendance]:
        return selectors.signers(self.object, self.request.user)

    def form_kwargs(self):
        return super().form_kwargs() | {"activity": self.object, "rows": self.signers()}

    def get(self, request, *args, **kwargs):
        return self.told({"roll_calls": self.object.roll_calls, "rows": self.signers()})

    def put(self, request, *args, **kwargs):
        sent = {row["member"]: row["signed"] for row in self.input()["rows"]}
        listed = {row.pk: row.member_id for row in self.signers()}
        self.names = {f"rows.{member}.{pk}": f"signed-{pk}" for pk, member in listed.items()}
        said = {name: sent[int(name.split(".")[1])] for name in self.names if int(name.split(".")[1]) in sent}
        strange = {f"rows.{member}": many for member, many in sent.items() if member not in listed.values()}
        form = self.form(said | strange)
        signed = {pk: many for pk, many in form.signed().items() if listed[pk] in sent}
        services.note_signatures(self.object, signed, actor=request.user)
        return self.get(request)


class Reflection(ActivityArea, Formed, Item):
    """What the owner of the token took from it."""

    may = {"get": "activities.write_reflection", "put": "activities.write_reflection"}
    summary = {"get": _("My reflection on an activity"), "put": _("Write my reflection on an activity")}
    reads, form_class, takes = ReflectionBody, ReflectionForm, {"put": ReflectionBody}

    def own(self) -> Attendance:
        found = selectors.own_attendance(self.object, self.request.user)
        if found is None:
            raise Http404
        return found

    def get(self, request, *args, **kwargs):
        return self.told({"text": self.own().reflection})

    def put(self, request, *args, **kwargs):
        text = self.form(self.input()).cleaned_data["text"]
        services.save_reflection(self.own(), text=text, actor=request.user)
        return self.get(request)
