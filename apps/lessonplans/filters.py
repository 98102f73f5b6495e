import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.groups.models import Membership
from apps.lessonplans.choices import Mark, State
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.selectors import expected, planning_groups, week_asked
from apps.schools.filters import WeekFilter
from apps.schools.models import Grade, Subject
from apps.staff.models import StaffMember


class LessonPlanFilter(RecordFilter):
    day = "submitted_on"

    q = WordFilter("author__search_text", "title", label=_("Teacher (name or pinyin) or lesson"))
    state = django_filters.ChoiceFilter(choices=State, label=_("State"))
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all(), label=_("Subject"))
    grade = django_filters.ModelChoiceFilter(queryset=Grade.objects.all(), label=_("Grade"))
    week = WeekFilter()
    mark = django_filters.ChoiceFilter(choices=Mark, label=_("Mark"))

    author = OnePerson(label=_("teacher"))

    class Meta:
        model = LessonPlan
        fields = []


def _groups(request):
    """The groups the user may ask about in the semester."""
    semester = request.semester
    return planning_groups(request.user, first=semester.starts_on, last=semester.ends_on)


class MissingFilter(ListFilter):
    """Whose plans of a week have not come, among what ``selectors.expected`` answers about that week."""

    q = WordFilter("search_text", label=_("Name or pinyin"))
    week = WeekFilter(method="of_week", empty_label=None)
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=_groups, method="of_group")
    show = django_filters.ChoiceFilter(
        label=_("Show"), choices=[("all", _("all who plan"))], empty_label=_("whose plans are missing"),
        method="shown",
    )  # fmt: skip

    class Meta:
        model = StaffMember
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.week = week_asked(self.request.semester, self.data.get("week", ""), self.request.today)
        self.form.initial["week"] = str(self.week)

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("show") else found.filter(missing__gt=0)

    def of_week(self, queryset, name, value):
        """What came in the week was asked for with the rows."""
        return queryset

    def shown(self, queryset, name, value):
        return queryset

    def of_group(self, queryset, name, value):
        first, last = self.request.semester.days_of(self.week)
        held = Membership.objects.filter(group=value).between(first, last)
        return queryset.filter(pk__in=held.values("member"))


def missing_in(request, week: str, group: str) -> MissingFilter:
    """Whose plans of a week are missing, in one group if one is named; valid when the group is one to ask about."""
    number = week_asked(request.semester, week, request.today)
    rows = expected(request.user, request.semester, number, today=request.today)
    return MissingFilter({"week": str(number), "group": group}, queryset=rows, request=request)
