"""What only rules ask of an activity: its particulars, who signed, one's own reflection."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities import selectors, services
from apps.activities.forms import ParticularsForm, ReflectionForm, SignaturesForm
from apps.activities.models import Attendance
from apps.activities.views.activities import ActivityArea
from apps.core.views import ActOnPage
from apps.credits.record_pages import RecordArea, RecordCorrect


class ParticularsEdit(ActivityArea, RecordCorrect):
    permission = "activities.change_activity"
    form_class = ParticularsForm
    done_text = gettext_lazy("Kept. What rules make of it is worked out again.")

    def save(self, form):
        services.save_particulars(form.instance, actor=self.request.user)
        return form.instance

    def get_title(self):
        return _("What rules ask of “%(activity)s”") % {"activity": self.object}


class SignaturesEdit(ActivityArea, RecordArea, ActOnPage):
    permission = "activities.change_activity"
    form_class = SignaturesForm
    done_text = gettext_lazy("Signatures noted.")

    def get_form_kwargs(self):
        rows = selectors.signers(self.object, self.request.user)
        return super().get_form_kwargs() | {"activity": self.object, "rows": rows}

    def save(self, form):
        services.note_signatures(self.object, form.signed(), actor=self.request.user)

    def get_title(self):
        return _("Signatures at the roll-calls of “%(activity)s”") % {"activity": self.object}


class ReflectionEdit(ActivityArea, RecordArea, ActOnPage):
    """What the person signed in took from it."""

    permission = "activities.write_reflection"
    form_class = ReflectionForm
    done_text = gettext_lazy("Reflection saved.")

    def own(self) -> Attendance:
        return selectors.own_attendance(self.object, self.request.user)

    def get_initial(self):
        return {"text": self.own().reflection}

    def save(self, form):
        services.save_reflection(self.own(), text=form.cleaned_data["text"], actor=self.request.user)

    def get_title(self):
        return _("My reflection on “%(activity)s”") % {"activity": self.object}
