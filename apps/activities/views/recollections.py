"""Minutes, photos and documents of an activity."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities import services
from apps.activities.forms import MaterialForm, MinutesForm
from apps.activities.models import Material, Minutes
from apps.activities.views.activities import ActivityArea
from apps.core.errors import Conflict
from apps.core.views import ActOnPage, ConfirmPage, DetailPage
from apps.credits.record_pages import RecordArea
from apps.drafts.pages import KeptForm
from apps.files import services as files


class MinutesEdit(KeptForm, ActivityArea, RecordArea, ActOnPage):
    """Minutes, kept as they are typed."""

    permission = "activities.change_minutes"
    form_class = MinutesForm
    template_name = "activities/minutes_edit.html"
    done_text = gettext_lazy("Minutes saved.")
    theirs = None

    def draft_key(self) -> str:
        return f"minutes-{self.object.pk}"

    def written(self) -> Minutes | None:
        rows = Minutes.objects.visible_to(self.request.user).select_related("written_by")
        return rows.filter(activity=self.object).first()

    def get_initial(self):
        known = self.written()
        return {"text": known.text, "seen": known.version} if known else {}

    def save(self, form):
        data, user = form.cleaned_data, self.request.user
        try:
            services.save_minutes(self.object, text=data["text"], seen=data["seen"], actor=user)
        except Conflict:
            self.theirs = self.written()
            form.data = form.data.copy()
            form.data["seen"] = self.theirs.version if self.theirs else ""
            raise

    def get_context_data(self, **kwargs):
        return super().get_context_data(theirs=self.theirs, **kwargs)

    def get_title(self):
        return _("Minutes of “%(activity)s”") % {"activity": self.object}


class MaterialCreate(ActivityArea, RecordArea, ActOnPage):
    permission = "activities.change_minutes"
    form_class = MaterialForm
    submit_label = gettext_lazy("Add")
    done_text = gettext_lazy("Added.")

    def save(self, form):
        data = form.cleaned_data
        services.add_material(self.object, data["files"], actor=self.request.user, evidence=data["evidence"])

    def get_title(self):
        return _("Photos and documents of “%(activity)s”") % {"activity": self.object}


class OfMaterial:
    """Pages about one file: it is found among what the user may see of this activity."""

    def permission_object(self):
        held = super().permission_object()
        rows = Material.objects.visible_to(self.request.user).filter(activity=held)
        self.material = get_object_or_404(rows.select_related("file"), pk=self.kwargs["material"])
        return held


class MaterialFile(OfMaterial, ActivityArea, DetailPage):
    """The file itself."""

    permission = "activities.view_activity"

    def get(self, request, *args, **kwargs):
        return files.response(self.material.file)


class MaterialDelete(OfMaterial, ActivityArea, RecordArea, ConfirmPage):
    permission = "activities.change_minutes"
    submit_label = gettext_lazy("Delete the file")
    done_text = gettext_lazy("Deleted.")

    def get_title(self):
        return _("Delete “%(file)s”?") % {"file": self.material}

    def get_context_data(self, **kwargs):
        self.warning = _("Nobody can open it any more.")
        return super().get_context_data(**kwargs)

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def act(self):
        services.delete_material(self.material, actor=self.request.user)
