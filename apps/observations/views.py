"""Lesson observations: list, one of them with its conversation, its correction and withdrawal."""

import uuid

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from apps.core.templatetags.core import amount, day, linked
from apps.core.views import ActOnPage, CreatePage, DetailPage
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_pages import (
    RecordArea,
    RecordCorrect,
    RecordCreate,
    RecordDetail,
    RecordList,
    RecordWithdraw,
)
from apps.drafts.once_pages import SentOnce
from apps.drafts.pages import KeptForm
from apps.files import services as files
from apps.observations import selectors, services
from apps.observations.choices import Side
from apps.observations.filters import ObservationFilter, opening_side
from apps.observations.forms import CorrectForm, LogForm, OfficeForm, ReplyForm
from apps.observations.models import Observation
from apps.observations.tables import ObservationTable


class ObservationArea:
    model = Observation
    area = "observations"
    list_name = "observations:observation_list"
    list_label = gettext_lazy("Lesson observations")
    related = ("observer", "teacher", "subject", "lesson_type")


class ObservationList(ObservationArea, RecordList):
    permission = "observations.view_observation"
    table_class = ObservationTable
    filterset_class = ObservationFilter
    template_name = "observations/observation_list.html"
    title = gettext_lazy("Lesson observations")

    def get_queryset(self):
        return super().get_queryset().with_shown_score(self.request.user)

    def actions(self):
        if self.request.semester is None:
            return []
        log = self.action(
            _("Log a lesson"), reverse("observations:observation_log"), "observations.log_observation",
            style="primary",
        )  # fmt: skip
        enter = reverse("observations:observation_create")
        style = "" if log else "primary"
        return [
            *log,
            *self.action(_("Enter for somebody"), enter, "observations.add_observation", style=style),
        ]

    def hidden_columns(self):
        """Who is the same in every row needs no column."""
        return {Side.MADE: ("observer",), Side.RECEIVED: ("teacher",)}.get(self.side, ())

    @property
    def side(self) -> str:
        asked = self.request.GET.get("side")
        return asked if asked in Side.values else opening_side(self.request.user, self.request.GET)

    def tabs(self) -> list[dict]:
        """The sides of the list, for someone on the staff; how many lessons of one's own wait for an answer."""
        member = self.request.user.seat.member_id
        if member is None:
            return []
        waiting = Observation.objects.visible_to(self.request.user).to_acknowledge(member)
        waiting = waiting.filter(semester=self.request.semester).count()
        counts = {Side.RECEIVED: waiting}
        return [
            {"label": side.label, "url": f"?side={side}", "on": side == self.side, "count": counts.get(side, 0)}
            for side in Side
        ]  # fmt: skip

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        plain = {"page", "sort", "semester", "export", "side"}
        context["is_filtered"] = any(v for k, v in self.request.GET.items() if k not in plain)
        return context | {"tabs": self.tabs(), "empty_text": EMPTY[self.side]}


EMPTY = {
    Side.MADE: gettext_lazy("You have not logged a lesson this semester yet. It takes less than a minute."),
    Side.RECEIVED: gettext_lazy("Nobody has observed a lesson of yours this semester yet."),
    Side.ALL: gettext_lazy("No lesson has been observed this semester yet."),
}


class ObservationDetail(ObservationArea, RecordDetail):
    permission = "observations.view_observation"
    change_permission = "observations.change_observation"
    edit_name = "observations:observation_edit"
    withdraw_name = "observations:observation_withdraw"
    template_name = "observations/observation_detail.html"

    def source_key(self):
        return services.observation_key(self.object)

    def fields(self):
        seen = self.object
        when = day(seen.date)
        if seen.period:
            when = _("%(day)s, period %(n)s") % {"day": when, "n": seen.period}
        topic = [(_("lesson topic"), seen.topic)] if seen.topic else []
        return [
            (_("observed teacher"), linked(seen.teacher)), (_("observer"), linked(seen.observer)),
            (_("date"), when), (_("class and subject"), seen.lesson), *topic,
            (_("lesson type"), f"{seen.lesson_type} · {seen.get_mode_display()}"),
            (_("entered by"), seen.get_origin_display()),
        ]  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, **self.said())

    def said(self) -> dict:
        """What was noted, thought and answered, as far as the reader may read it."""
        seen, user = self.object, self.request.user
        reflection = seen.reflection if user.has_perm("observations.read_reflection", seen) else ""
        if not user.has_perm("observations.read_opinion", seen):
            return {"open": False, "reflection": reflection}
        events = list(seen.events.select_related("actor"))
        answers = user.has_perm("observations.reply_to_observation", seen)
        asked = seen.asked_at and not seen.acknowledged_at
        return {
            "open": True, "reflection": reflection, "score": amount(seen.score) if seen.score is not None else "",
            "moments": selectors.moments(seen.notes), "photos": seen.photos.select_related("file"),
            "conversation": selectors.conversation(events), "history": selectors.history(events),
            "reply_form": ReplyForm(user=user, initial={"once": uuid.uuid4()}) if answers else None,
            "reply_key": reply_key(seen), "is_mine": seen.teacher_id == user.seat.member_id,
            "waits_for_me": asked and user.has_perm("observations.acknowledge_observation", seen),
        }  # fmt: skip


def reply_key(observation: Observation) -> str:
    """What the draft of an answer is kept under."""
    return f"observation-reply-{observation.pk}"


class ObservationLog(SentOnce, ObservationArea, RecordArea, CreatePage):
    """The observer's own form, made for a phone; it opens without a network too."""

    permission = "observations.log_observation"
    form_class = LogForm
    template_name = "observations/observation_log.html"
    title = gettext_lazy("Log a lesson")
    submit_label = gettext_lazy("Hand the record in")
    done_text = gettext_lazy("Recorded. The observed teacher is told.")

    def draft_key(self):
        return "observation-log"

    def sent_before(self, once):
        return services.sent_before(self.request.user.seat.member, once)

    def get_initial(self):
        return {
            "date": self.request.today,
            "lesson_type": self.first_type(),
            "mode": "live",
            "once": uuid.uuid4(),
        }

    def first_type(self):
        kinds = EntryKind.objects.visible_to(self.request.user).filter(family=Family.OBSERVATION)
        return kinds.values_list("pk", flat=True).first()

    def get_form_kwargs(self):
        request = self.request
        present = [s for s in request.semesters if s.starts_on <= request.today <= s.ends_on]
        return {
            **super().get_form_kwargs(), "observer": request.user.seat.member, "today": request.today,
            "semesters": request.semesters, "semester": present[0] if present else request.semester,
            "classes": selectors.class_names(request.user),
        }  # fmt: skip

    def save(self, form):
        return services.log_observation(
            form.instance, photos=form.cleaned_data["photos"], once=form.cleaned_data["once"],
            actor=self.request.user, now=timezone.now(),
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        people = selectors.colleagues(self.request.user, today=self.request.today)
        return super().get_context_data(people=people, most_photos=services.MOST_PHOTOS, **kwargs)


class Worker(TemplateView):
    """The script that lets the form open without a network; for everybody, it holds no data."""

    template_name = "observations/worker.js"
    content_type = "text/javascript"

    def render_to_response(self, context, **kwargs):
        # It lies below /observations/ and serves the whole site.
        return super().render_to_response(context, headers={"Service-Worker-Allowed": "/"}, **kwargs)


class ObservationCreate(ObservationArea, RecordCreate):
    """The office enters a lesson for somebody, from paper."""

    permission = "observations.add_observation"
    form_class = OfficeForm
    title = gettext_lazy("New lesson observation")

    def get_initial(self):
        return {"date": self.request.today}

    def save(self, form):
        return services.log_observation(form.instance, actor=self.request.user, now=timezone.now())


class ObservationEdit(ObservationArea, RecordCorrect):
    permission = "observations.change_observation"
    form_class = CorrectForm

    def save(self, form):
        given = form.cleaned_data
        return services.correct_observation(
            form.instance, actor=self.request.user, now=timezone.now(), reason=given["reason"],
            photos=given["photos"], dropped=given.get("dropped", ()),
        )  # fmt: skip


class ObservationWithdraw(ObservationArea, RecordWithdraw):
    permission = "observations.change_observation"

    def save(self, form):
        services.withdraw_observation(
            self.object, actor=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"]
        )


class Answering(KeptForm, ObservationArea, RecordArea, ActOnPage):
    """An answer in the conversation; its form stands on the page of the record too."""

    form_class = ReplyForm

    def draft_key(self):
        return reply_key(self.object)

    def get_initial(self):
        return {"once": uuid.uuid4()}

    act = None

    def save(self, form):
        """``act`` is the service."""
        self.act(
            self.object, actor=self.request.user, now=timezone.now(), text=form.cleaned_data["text"],
            once=form.cleaned_data["once"],
        )  # fmt: skip


class ObservationReply(Answering):
    permission = "observations.reply_to_observation"
    title = gettext_lazy("Answer about the lesson")
    submit_label = gettext_lazy("Send my answer")
    done_text = gettext_lazy("Your answer is sent.")
    act = staticmethod(services.reply_to_observation)


class ObservationAcknowledge(Answering):
    """The observed teacher has read it, with or without an answer."""

    permission = "observations.acknowledge_observation"
    title = gettext_lazy("Acknowledge the record")
    submit_label = gettext_lazy("I have read it")
    done_text = gettext_lazy("Acknowledged. The observer is told.")
    act = staticmethod(services.acknowledge_observation)


class PhotoFile(ObservationArea, DetailPage):
    """A picture of a lesson, to whoever may read what was said about it; asked for anew each time."""

    permission = "observations.read_opinion"

    def get(self, request, *args, **kwargs):
        photo = self.object.photos.select_related("file").filter(pk=kwargs["photo"]).first()
        if photo is None:
            raise Http404
        answer = files.response(photo.file)
        return get_conditional_response(request, etag=answer["ETag"], response=answer)
