"""Letting a rule pack or scheme hold, and letting it end."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import ActOnPage
from apps.credits import drafting
from apps.credits.document_forms import EndForm, PublishForm
from apps.credits.document_pages import OfDocument


class OnDocument(OfDocument, ActOnPage):
    """A form for an act on one document."""

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]


class DocumentPublish(OnDocument):
    form_class = PublishForm
    template_name = "credits/document_publish.html"
    act = "publish"
    submit_label = gettext_lazy("Publish")
    done_text = gettext_lazy("Published. From that day on it is counted this way.")

    def get_title(self):
        return _("Publish %(thing)s") % {"thing": self.object}

    def get_form_kwargs(self):
        written = self.object.valid_from
        return super().get_form_kwargs() | {
            "initial": {"first": max(written, self.request.today)}, "written": written,
        }  # fmt: skip

    def get_context_data(self, **kwargs):
        before = drafting.versions_ended(self.object, self.object.valid_from)
        others = drafting.in_the_way(self.object, self.request.today)
        return super().get_context_data(
            before=before, problems=self.draft.problems, in_the_way=others, counts=bool(self.object.unit),
            trial=reverse(self.kind.trial, args=[self.object.pk]), **kwargs,
        )  # fmt: skip

    def save(self, form):
        done = drafting.publish(self.object, first=form.cleaned_data["first"], actor=self.request.user)
        self.kind.published(done, actor=self.request.user)
        return done


class DocumentEnd(OnDocument):
    form_class = EndForm
    template_name = "credits/document_end.html"
    act = "publish"
    submit_label = gettext_lazy("Let it end")
    done_text = gettext_lazy("It ends on that day.")

    def get_title(self):
        return _("Let %(thing)s end") % {"thing": self.object}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"initial": {"last": self.request.today}}

    def get_context_data(self, **kwargs):
        own, kind = self.object, self.kind
        return super().get_context_data(
            later=kind.beside(own).exclude(valid_until__lt=self.request.today).order_by("valid_from"),
            without=kind.without(own), counts=bool(own.unit), **kwargs,
        )  # fmt: skip

    def save(self, form):
        done = drafting.end(self.object, last=form.cleaned_data["last"], actor=self.request.user)
        self.kind.published(done, actor=self.request.user)
        return done
