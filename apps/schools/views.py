"""The school's page and its small catalogues."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day
from apps.core.views import ConfirmPage, CreatePage, DetailPage, EditPage, ListPage
from apps.schools import services
from apps.schools.filters import CampusFilter, GradeFilter, SubjectFilter
from apps.schools.forms import CampusForm, GradeForm, HolidayForm, SchoolForm, SemesterForm, SubjectForm
from apps.schools.models import Campus, Grade, Holiday, School, Semester, Subject
from apps.schools.tables import CampusTable, GradeTable, HolidayTable, SemesterTable, SubjectTable


class OwnSchool:
    """Pages about the school one sits in: it has no number in the address."""

    model = School
    area = "schools"

    def get_object(self, queryset=None):
        return self.request.user.seat.school


class SchoolDetail(OwnSchool, DetailPage):
    permission = "schools.view_school"
    template_name = "schools/school_detail.html"

    def fields(self):
        school = self.object
        return [
            (_("school code"), school.code),
            (_("minutes of a credit hour"), school.credit_minutes),
            (_("line under the school's name"), school.motto),
        ]

    def actions(self):
        return self.action(_("Edit"), reverse("schools:school_edit"), "schools.change_school")

    def get_context_data(self, **kwargs):
        rows = {name: model.objects.visible_to(self.request.user) for name, model in CATALOGUES.items()}
        return super().get_context_data(
            catalogues=[
                (model._meta.verbose_name_plural, reverse(f"schools:{name}_list"), list(rows[name]))
                for name, model in CATALOGUES.items()
            ],
            semesters=[(s, day(s.starts_on), day(s.ends_on)) for s in self.request.semesters],
            **kwargs,
        )


CATALOGUES = {"campus": Campus, "subject": Subject, "grade": Grade}


class SchoolEdit(OwnSchool, EditPage):
    permission = "schools.change_school"
    form_class = SchoolForm

    def get_object(self, queryset=None):
        """Looked up anew, so that two who edit at once are told apart."""
        return School.objects.get(pk=super().get_object().pk)

    def save(self, form):
        return services.save_school(form.instance)

    def crumbs(self):
        return [(str(self.object), self.object.get_absolute_url())]


class BelowSchool:
    """Pages one step below the school's page."""

    area = "schools"

    def crumbs(self):
        return [(_("School"), reverse("schools:school_detail"))]


class SemesterList(BelowSchool, ListPage):
    model = Semester
    permission = "schools.view_school"
    table_class = SemesterTable
    filterset_fields = []
    empty_text = gettext_lazy("A semester has its first and last day and what each teacher owes in it.")

    def get_queryset(self):
        return super().get_queryset().select_related("year")

    def actions(self):
        """Closing is an act on the ledger, which stands above this app: its page is known by its name alone."""
        return [
            *self.action(
                _("New semester"),
                reverse("schools:semester_create"),
                "schools.change_school",
                style="primary",
            ),
            *self.action(_("Close semesters"), reverse("credits:semester_list"), "credits.view_seal"),
        ]


class SemesterForms(BelowSchool):
    model = Semester
    permission = "schools.change_school"
    form_class = SemesterForm

    def save(self, form):
        return services.save_semester(
            form.instance, school=self.request.user.seat.school, first_year=form.cleaned_data["first_year"]
        )

    def get_success_url(self):
        return reverse("schools:semester_list")

    def crumbs(self):
        return [*super().crumbs(), (_("Semesters"), reverse("schools:semester_list"))]


class SemesterCreate(SemesterForms, CreatePage):
    pass


class SemesterEdit(SemesterForms, EditPage):
    pass


class HolidayList(BelowSchool, ListPage):
    """Days off of the chosen semester."""

    model = Holiday
    permission = "schools.view_school"
    table_class = HolidayTable
    filterset_fields = []
    by_semester = True
    title = gettext_lazy("Holidays")
    empty_text = gettext_lazy(
        "No holiday this semester yet. Add them, and activities that repeat every week leave them out."
    )

    def get_queryset(self):
        return super().get_queryset().filter(semester=self.request.semester)

    def actions(self):
        if self.request.semester is None:
            return []
        url = reverse("schools:holiday_create")
        return self.action(_("Add a holiday"), url, "schools.change_school", style="primary")


class HolidayPages(BelowSchool):
    model = Holiday
    permission = "schools.change_school"

    def get_success_url(self):
        return reverse("schools:holiday_list")

    def crumbs(self):
        return [*super().crumbs(), (_("Holidays"), self.get_success_url())]


class HolidayForms(HolidayPages):
    form_class = HolidayForm

    def get_form_kwargs(self):
        if self.request.semester is None:
            raise Http404
        return {**super().get_form_kwargs(), "semester": self.request.semester}

    def save(self, form):
        return services.save_holiday(form.instance)


class HolidayCreate(HolidayForms, CreatePage):
    title = gettext_lazy("Add a holiday")
    by_semester = True


class HolidayEdit(HolidayForms, EditPage):
    def get_queryset(self):
        return super().get_queryset().select_related("semester__year")

    def actions(self):
        url = reverse("schools:holiday_delete", args=[self.object.pk])
        return self.action(_("Delete"), url, "schools.change_school")


class HolidayDelete(HolidayPages, ConfirmPage):
    submit_label = gettext_lazy("Delete the holiday")
    done_text = gettext_lazy("Deleted. Activities already planned stay where they are.")

    def get_title(self):
        return _("Delete “%(holiday)s”?") % {"holiday": self.object}

    def get_context_data(self, **kwargs):
        days = {"first": day(self.object.starts_on), "last": day(self.object.ends_on)}
        self.warning = _("From %(first)s to %(last)s the school counts as open again.") % days
        return super().get_context_data(**kwargs) | {"back_url": self.get_success_url()}

    def act(self):
        services.delete_holiday(self.object)


class CatalogueList(BelowSchool, ListPage):
    permission = "schools.view_school"
    slug: str

    def actions(self):
        label = _("New %(thing)s") % {"thing": self.model._meta.verbose_name}
        url = reverse(f"schools:{self.slug}_create")
        return self.action(label, url, "schools.change_school", style="primary")


class CatalogueForms(BelowSchool):
    permission = "schools.change_school"
    slug: str

    def save(self, form):
        return services.save_named(form.instance)

    def get_success_url(self):
        return reverse(f"schools:{self.slug}_list")

    def crumbs(self):
        return [*super().crumbs(), (self.model._meta.verbose_name_plural, self.get_success_url())]


class CampusList(CatalogueList):
    model, slug, table_class, filterset_class = Campus, "campus", CampusTable, CampusFilter


class CampusCreate(CatalogueForms, CreatePage):
    model, slug, form_class = Campus, "campus", CampusForm


class CampusEdit(CatalogueForms, EditPage):
    model, slug, form_class = Campus, "campus", CampusForm


class SubjectList(CatalogueList):
    model, slug, table_class, filterset_class = Subject, "subject", SubjectTable, SubjectFilter


class SubjectCreate(CatalogueForms, CreatePage):
    model, slug, form_class = Subject, "subject", SubjectForm


class SubjectEdit(CatalogueForms, EditPage):
    model, slug, form_class = Subject, "subject", SubjectForm


class GradeList(CatalogueList):
    model, slug, table_class, filterset_class = Grade, "grade", GradeTable, GradeFilter


class GradeCreate(CatalogueForms, CreatePage):
    model, slug, form_class = Grade, "grade", GradeForm


class GradeEdit(CatalogueForms, EditPage):
    model, slug, form_class = Grade, "grade", GradeForm
