"""Declared hours, as those who earned them declare them and as the office records and corrects them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.approvals.stamps import stamps_of
from apps.core.rest.fields import ReasonInput
from apps.core.rest.forms import filled
from apps.core.rest.uploads import split_files
from apps.core.rest.views import Act, ChangingItem, Collection, Creating
from apps.credits.record_api import DraftFileItem, HandingIn, StoredFileItem
from apps.declarations import services
from apps.declarations.filters import DeclarationFilter
from apps.declarations.forms import DeclarationForm, SubmitForm
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.serializers import (
    DeclarationAgainIn,
    DeclarationAgainUpload,
    DeclarationChange,
    DeclarationChangeUpload,
    DeclarationOut,
    DeclarationRecordIn,
    DeclarationRecordUpload,
    DeclarationSubmitIn,
    DeclarationSubmitUpload,
    DeclarationWithDrafts,
)


class DeclarationArea(HandingIn):
    area = "declarations"
    model, reads = Declaration, DeclarationWithDrafts
    subject, submit_form, hand_in = SOURCE, SubmitForm, staticmethod(services.hand_in)

    def rows(self):
        rows = super().rows().select_related("author", "category", "semester__year", "school")
        return rows.prefetch_related("drafts__file")

    def dressed(self, rows):
        stamps = stamps_of(SOURCE, rows)
        for row in rows:
            row.stamps = stamps[row.pk]
        return rows

    def told(self, found, status=200):
        return super().told(*self.dressed([found]), status)

    def recorded(self, sent: dict, **kwargs) -> Declaration:
        """What the form and the service of the page make of what the office has sent."""
        user, today = self.request.user, self.request.today
        texts, documents = split_files(sent)
        form = filled(DeclarationForm, texts, files=documents, user=user, today=today, **kwargs)
        return services.record_declaration(
            form.instance, **form.given(), actor=user, today=today, reason=form.cleaned_data.get("reason", "")
        )


class DeclarationList(DeclarationArea, Collection):
    may = {"get": "declarations.view_declaration"}
    summary = {"get": _("Declared hours of a semester")}
    reads = DeclarationOut
    filterset_class = DeclarationFilter
    by_semester = rows_of_semester = True
    sorts = {"ends_on": "ends_on", "title": "title", "hours": "hours"}

    def rows(self):
        return super().rows().prefetch_related(None)


class DeclarationRecord(DeclarationArea, Creating):
    may = {"post": "declarations.add_declaration"}
    summary = {"post": _("Record hours from paper for whoever earned them; they count at once")}
    takes, uploads = {"post": DeclarationRecordIn}, {"post": DeclarationRecordUpload}
    by_semester = True

    def create(self, sent):
        return self.recorded(sent, semester=self.request.semester)


class DeclarationItem(DeclarationArea, ChangingItem):
    may = {"get": "declarations.view_declaration", "patch": "declarations.change_declaration"}
    summary = {
        "get": _("One declaration"),
        "patch": _("Correct declared hours; not while they are under review"),
    }
    takes, uploads = {"patch": DeclarationChange}, {"patch": DeclarationChangeUpload}

    def change(self, sent):
        self.recorded(sent, instance=self.object)


class DeclarationSubmit(DeclarationArea, Creating):
    may = {"post": "declarations.submit_declaration"}
    summary = {"post": _("Declare hours of mine")}
    takes, uploads = {"post": DeclarationSubmitIn}, {"post": DeclarationSubmitUpload}
    by_semester = True

    def create(self, sent):
        return self.handed_in(sent, semester=self.request.semester)


class DeclarationResubmit(DeclarationArea, Act):
    may = {"post": "declarations.resubmit_declaration"}
    summary = {"post": _("Declare returned hours again")}
    takes, uploads = {"post": DeclarationAgainIn}, {"post": DeclarationAgainUpload}

    def act(self, sent):
        self.handed_in(sent, instance=self.object, semester=self.object.semester)


class DeclarationWithdraw(DeclarationArea, Act):
    may = {"post": "declarations.change_declaration"}
    summary = {"post": _("Withdraw declared hours; they are counted no more")}
    takes = {"post": ReasonInput}

    def act(self, sent):
        services.withdraw_declarations(
            [self.object], actor=self.request.user, now=timezone.now(), reason=sent["reason"]
        )


class DeclarationDraftFile(DeclarationArea, DraftFileItem):
    may = {"get": "declarations.view_proof"}
    summary = {"get": _("The proof as it was handed in with a draft")}


class DeclarationProof(DeclarationArea, StoredFileItem):
    may = {"get": "declarations.view_proof"}
    summary = {"get": _("The proof of declared hours")}

    def file(self):
        return self.object.proof
