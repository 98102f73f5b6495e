"""Who attended what; mark attendance, and take the last marking back."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities import selectors, services
from apps.activities.choices import Attended, Part
from apps.activities.filters import AttendanceFilter
from apps.activities.forms import AttendanceForm
from apps.activities.models import Activity, Attendance
from apps.activities.tables import AttendanceTable
from apps.activities.views.activities import ActivityArea
from apps.core.errors import Conflict
from apps.core.views import ActOnPage, ConfirmPage
from apps.credits.record_pages import ChipList, RecordArea
from apps.drafts.once_pages import SentOnce


class AttendanceList(ActivityArea, RecordArea, ChipList):
    """Who attended what, line by line: what the numbers of people who were expected and who came are made of."""

    model = Attendance
    permission = "activities.view_activity"
    table_class = AttendanceTable
    filterset_class = AttendanceFilter
    title = gettext_lazy("Attendance records")
    empty_text = gettext_lazy("Nobody is on the list of an activity of this semester yet.")

    def get_queryset(self):
        rows = super().get_queryset().filter(
            activity__semester=self.request.semester, activity__withdrawn_at=None
        )  # fmt: skip
        return rows.select_related("member", "activity__kind").order_by("-activity__date", "pk")


class AttendanceEdit(SentOnce, ActivityArea, RecordArea, ActOnPage):
    """Who is on the list and who came. ``?fill=present`` proposes a state for everybody expected.

    What is marked is kept on the device and sent from there (``static/drafts.js``).
    """

    permission = "activities.change_activity"
    form_class = AttendanceForm
    template_name = "activities/attendance_edit.html"
    submit_label = gettext_lazy("Save attendance")
    theirs: list = []

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school", "organiser", "speaker")

    def get_form_kwargs(self):
        self.expected, others = selectors.roll_of(self.object, self.request.user)
        return {**super().get_form_kwargs(), "expected": self.expected, "others": others}

    def get_initial(self):
        marks = {key: tuple(mark) for key, mark in selectors.list_of(self.object).items()}
        fill = self.request.GET.get("fill")
        state_of = fill if fill == Attended.PRESENT else Attended.EXPECTED
        for person in (person for _heading, people in self.expected for person in people):
            part, state, *_noted = marks.get(str(person.pk), (self.part_of(person), ""))
            if state in ("", Attended.EXPECTED):
                marks[str(person.pk)] = (part, state_of)
        return {"marks": marks, "seen": selectors.attendance_version(self.object)}

    def part_of(self, person) -> str:
        return Part.SPEAKER if person.pk == self.object.speaker_id else Part.PARTICIPANT

    def save(self, form):
        data = form.cleaned_data
        try:
            services.mark_attendance(
                self.object, data["marks"], seen=data["seen"], actor=self.request.user, now=timezone.now(),
                reason=data["reason"],
            )  # fmt: skip
        except Conflict:
            self.compare(form, data["marks"])
            raise
        self.done_text = _("Attendance saved. Hours are in the ledger; below you can take it back.")

    def draft_key(self) -> str:
        return f"attendance-{self.object.pk}"

    def compare(self, form, marks):
        """Show what others have marked; whoever has compared may save again."""
        self.object = Activity.objects.select_related("semester__year", "school", "organiser", "speaker").get(
            pk=self.object.pk
        )
        self.theirs = selectors.disagreements(self.object, marks)
        form.data = form.data.copy()
        form.data["seen"] = selectors.attendance_version(self.object)

    def sent_before(self, once):
        """The same marks sent twice change nothing, so no key need be remembered."""
        return

    def get_context_data(self, **kwargs):
        recognised = Attendance.objects.filter(activity=self.object, state=Attended.PRESENT)
        return super().get_context_data(
            activity=self.object, theirs=self.theirs, asks_reason=recognised.exists(),
            is_ahead=self.object.date > self.request.today, **kwargs,
        )  # fmt: skip

    def get_title(self):
        return _("Attendance of “%(activity)s”") % {"activity": self.object}


class AttendanceUndo(ActivityArea, RecordArea, ConfirmPage):
    """Takes the last marking back, as long as nobody has changed the list since."""

    permission = "activities.change_activity"
    submit_label = gettext_lazy("Take it back")
    done_text = gettext_lazy("Taken back. The list is as it was before, and so is the ledger.")

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school")

    def get_title(self):
        return _("Take the last marking back?")

    def get_context_data(self, **kwargs):
        self.warning = _("Everybody is marked again as before; what was posted to the ledger is reversed.")
        return super().get_context_data(**kwargs)

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def act(self):
        """A button pressed for an older marking takes back nothing."""
        last = selectors.marking_to_undo(self.object, self.request.POST.get("marking"))
        services.undo_marking(last, actor=self.request.user, now=timezone.now())
