"""Lesson observations: list, one of them, its correction and withdrawal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import amount, day, linked
from apps.credits.record_pages import RecordCorrect, RecordCreate, RecordDetail, RecordList, RecordWithdraw
from apps.observations import services
from apps.observations.filters import ObservationFilter
from apps.observations.forms import ObservationForm
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
    add_permission = "observations.add_observation"
    create_name = "observations:observation_create"
    create_label = gettext_lazy("New lesson observation")
    table_class = ObservationTable
    filterset_class = ObservationFilter
    title = gettext_lazy("Lesson observations")
    empty_text = gettext_lazy(
        "No lesson has been observed this semester yet. The office's workbook brings them in."
    )


class ObservationDetail(ObservationArea, RecordDetail):
    permission = "observations.view_observation"
    change_permission = "observations.change_observation"
    edit_name = "observations:observation_edit"
    withdraw_name = "observations:observation_withdraw"

    def get_title(self):
        return _("%(observer)s at a lesson of %(teacher)s") % {
            "observer": self.object.observer, "teacher": self.object.teacher,
        }  # fmt: skip

    def source_key(self):
        return services.observation_key(self.object)

    def fields(self):
        seen = self.object
        return [
            (_("observer"), linked(seen.observer)), (_("observed teacher"), linked(seen.teacher)),
            (_("date"), day(seen.date)), (_("period"), seen.period), (_("class"), seen.class_name),
            (_("subject"), seen.subject), (_("lesson type"), seen.lesson_type),
            (_("live or recording"), seen.get_mode_display()), (_("score"), amount(seen.score)),
            (_("entered by"), seen.get_origin_display()),
        ]  # fmt: skip

    def prose(self):
        return [(_("Opinion"), self.object.opinion)]


class ObservationCreate(ObservationArea, RecordCreate):
    permission = "observations.add_observation"
    form_class = ObservationForm
    title = gettext_lazy("New lesson observation")

    def get_initial(self):
        return {"date": self.request.today}

    def write(self, records, reason):
        services.save_observations(records, actor=self.request.user, reason=reason)


class ObservationEdit(ObservationArea, RecordCorrect):
    permission = "observations.change_observation"
    form_class = ObservationForm

    def write(self, records, reason):
        services.save_observations(records, actor=self.request.user, reason=reason)


class ObservationWithdraw(ObservationArea, RecordWithdraw):
    permission = "observations.change_observation"

    def write(self, records, reason):
        services.withdraw_observations(records, actor=self.request.user, reason=reason)
