import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter
from apps.credits.record_filters import OnePerson
from apps.projects.choices import ProjectKind, Stage
from apps.projects.models import Project, ProjectTerm
from apps.schools.choices import Level


class ProjectFilter(ListFilter):
    """Projects of the chosen semester, unless all are asked for."""

    q = WordFilter("title", "code", "leader__search_text", label=_("Title, number or leader"))
    level = django_filters.ChoiceFilter(choices=Level, label=_("Level"))
    kind = django_filters.ChoiceFilter(choices=ProjectKind, label=_("Kind"))
    stage = django_filters.ChoiceFilter(choices=Stage, label=_("Stage"), field_name="stage_now")
    when = django_filters.ChoiceFilter(
        choices=[("all", _("of all semesters"))], label=_("Semester"), empty_label=_("of this semester"),
        method="at_all",
    )  # fmt: skip

    person = OnePerson(label=_("staff member"), method="of_person")

    class Meta:
        model = Project
        fields = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("when"):
            return found
        terms = ProjectTerm.objects.filter(semester=self.request.semester)
        return found.filter(pk__in=terms.values("project"))

    def of_person(self, queryset, name, member):
        """Leads, writes or takes part."""
        fits = Q(leader=member) | Q(writer=member) | Q(members=member)
        return queryset.filter(pk__in=Project.objects.filter(fits).values("pk"))

    def at_all(self, queryset, name, value):
        return queryset
