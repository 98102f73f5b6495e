"""Lesson observations: log, correct, withdraw, answer, acknowledge."""

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.fields import Nothing, ReasonInput
from apps.core.rest.forms import filled
from apps.core.rest.uploads import split_files
from apps.core.rest.views import Act, ChangingItem, CreatingCollection, once_key
from apps.credits.record_api import StoredFileItem
from apps.observations import services
from apps.observations.choices import Mode
from apps.observations.filters import ObservationFilter
from apps.observations.forms import CorrectForm, LogForm, OfficeForm
from apps.observations.models import Observation, said_openly_to
from apps.observations.serializers import (
    AcknowledgeIn,
    ObservationChange,
    ObservationIn,
    ObservationOut,
    ObservationUpload,
    ObservationWithEvents,
    PhotosIn,
    ReplyIn,
)

RELATED = ("observer", "teacher", "subject", "lesson_type", "semester__year", "school")


class ObservationArea:
    area = "observations"
    model, reads = Observation, ObservationWithEvents

    def rows(self):
        said = Case(
            When(said_openly_to(self.request.user), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return super().rows().select_related(*RELATED).annotate(is_open=said)

    def rows_to_change(self):
        return Observation.objects.visible_to(self.request.user).select_related(*RELATED)


class ObservationList(ObservationArea, CreatingCollection):
    may = {"get": "observations.view_observation", "post": "observations.view_observation"}
    summary = {"get": _("Lesson observations of a semester"), "post": _("Log a lesson I observed")}
    takes, uploads = {"post": ObservationIn}, {"post": ObservationUpload}
    reads = ObservationOut
    filterset_class = ObservationFilter
    by_semester = rows_of_semester = True
    sorts = {"date": "date", "period": "period", "class_name": "class_name"}

    def create(self, sent):
        """One's own, or, with an observer named, what the office enters from paper."""
        user, for_somebody = self.request.user, "observer" in sent
        wanted = "observations.add_observation" if for_somebody else "observations.log_observation"
        if not user.has_perm(wanted):
            raise PermissionDenied
        form = self.office_form(sent) if for_somebody else self.own_form(sent)
        once = None if for_somebody else once_key(self.request)
        photos = form.cleaned_data.get("photos", ())
        return services.log_observation(
            form.instance, photos=photos, actor=user, now=timezone.now(), once=once
        )

    def own_form(self, sent):
        request = self.request
        texts, photos = split_files(sent)
        return filled(
            LogForm, texts, files=photos, user=request.user, semester=request.semester,
            observer=request.user.seat.member, semesters=list(self.semesters()), today=request.today,
            initial={"mode": Mode.LIVE},
        )  # fmt: skip

    def office_form(self, sent):
        return filled(OfficeForm, sent, user=self.request.user, semester=self.request.semester)


class ObservationItem(ObservationArea, ChangingItem):
    may = {"get": "observations.view_observation", "patch": "observations.change_observation"}
    summary = {
        "get": _("One lesson observation, with its conversation"),
        "patch": _("Correct a lesson observation"),
    }
    takes = {"patch": ObservationChange}

    def change(self, sent):
        form = filled(CorrectForm, sent, user=self.request.user, instance=self.object)
        services.correct_observation(
            form.instance, actor=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"]
        )


class PhotoList(ObservationArea, Act):
    """Adding a picture is a correction: the observed teacher is asked again."""

    may = {"post": "observations.change_observation"}
    summary = {"post": _("Add pictures to a lesson observation")}
    uploads = {"post": PhotosIn}

    def act(self, sent):
        _texts, photos = split_files(sent)
        form = filled(CorrectForm, {}, files=photos, user=self.request.user, instance=self.object)
        services.correct_observation(
            form.instance, actor=self.request.user, now=timezone.now(), reason="",
            photos=form.cleaned_data["photos"],
        )  # fmt: skip


class OfPhoto(ObservationArea):
    def prepare(self, request):
        super().prepare(request)
        self.photo = get_object_or_404(self.object.photos.select_related("file"), pk=self.kwargs["photo"])


class PhotoFile(OfPhoto, StoredFileItem):
    may = {"get": "observations.read_opinion"}
    summary = {"get": _("A picture of a lesson")}

    def file(self):
        return self.photo.file


class PhotoDelete(OfPhoto, Act):
    may = {"post": "observations.change_observation"}
    summary = {"post": _("Take a picture out of a lesson observation")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.correct_observation(
            self.object, actor=self.request.user, now=timezone.now(), reason="", dropped=[self.photo]
        )


class ObservationWithdraw(ObservationArea, Act):
    may = {"post": "observations.change_observation"}
    summary = {"post": _("Withdraw a lesson observation; it is counted no more")}
    takes = {"post": ReasonInput}

    def act(self, sent):
        services.withdraw_observation(
            self.object, actor=self.request.user, now=timezone.now(), reason=sent["reason"]
        )


class ObservationReply(ObservationArea, Act):
    may = {"post": "observations.reply_to_observation"}
    summary = {"post": _("Answer in the conversation about the lesson")}
    takes = {"post": ReplyIn}

    def act(self, sent):
        services.reply_to_observation(
            self.object,
            actor=self.request.user,
            now=timezone.now(),
            text=sent["text"],
            once=once_key(self.request),
        )


class ObservationAcknowledge(ObservationArea, Act):
    may = {"post": "observations.acknowledge_observation"}
    summary = {"post": _("Acknowledge the record of my lesson")}
    takes = {"post": AcknowledgeIn}

    def act(self, sent):
        services.acknowledge_observation(
            self.object, actor=self.request.user, now=timezone.now(), text=sent.get("text", ""),
            once=once_key(self.request),
        )  # fmt: skip
