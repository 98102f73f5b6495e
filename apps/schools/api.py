"""The school, its semesters, days off and the small catalogues that other addresses refer to by number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from apps.core.rest.formed import FormedItem, FormedList, Removal
from apps.schools import services
from apps.schools.filters import CampusFilter, GradeFilter, SubjectFilter
from apps.schools.forms import CampusForm, GradeForm, HolidayForm, SchoolForm, SemesterForm, SubjectForm
from apps.schools.models import Campus, Grade, Holiday, School, Semester, Subject
from apps.schools.serializers import CampusOut, GradeOut, HolidayOut, SchoolOut, SemesterOut, SubjectOut

LIST = {"get": "schools.view_school", "post": "schools.change_school"}
ITEM = {"get": "schools.view_school", "patch": "schools.change_school"}


class OfSemester:
    """Asked of the semester in the address, else of today's; mixed in, in the apps above too."""

    by_semester = True

    def semesters(self):
        return Semester.objects.visible_to(self.request.user).select_related("year", "school")


class InSemester(OfSemester):
    """The same; 404 in a school without one."""

    def prepare(self, request):
        if request.semester is None:
            raise exceptions.NotFound(_("The school has no semester yet."))
        super().prepare(request)


class SchoolArea:
    area = "school"


class SchoolItem(SchoolArea, FormedItem):
    """The school of the token: it has no number in the address."""

    may = ITEM
    summary = {
        "get": gettext_lazy("The school"),
        "patch": gettext_lazy("Change what the school says of itself"),
    }
    model, reads, form_class = School, SchoolOut, SchoolForm

    def prepare(self, request):
        self.kwargs["pk"] = request.user.seat.school.pk
        super().prepare(request)

    def save(self, form):
        return services.save_school(form.instance)


class SemesterArea(SchoolArea):
    model, reads, form_class = Semester, SemesterOut, SemesterForm
    filled_in = ("plans_a_week",)

    def rows(self):
        return super().rows().select_related("year")

    def save(self, form):
        return services.save_semester(
            form.instance, school=self.request.user.seat.school, first_year=form.cleaned_data["first_year"]
        )


class SemesterList(SemesterArea, FormedList):
    may = LIST
    summary = {"get": gettext_lazy("Semesters"), "post": gettext_lazy("Add a semester")}
    sorts = {"starts_on": "starts_on"}


class SemesterItem(SemesterArea, FormedItem):
    may = ITEM
    summary = {"get": gettext_lazy("One semester"), "patch": gettext_lazy("Change a semester")}


class HolidayArea(SchoolArea):
    model, reads, form_class = Holiday, HolidayOut, HolidayForm

    def rows(self):
        return super().rows().select_related("semester__year")

    def save(self, form):
        return services.save_holiday(form.instance)


class HolidayList(HolidayArea, FormedList):
    may = LIST
    summary = {"get": gettext_lazy("Days off of a semester"), "post": gettext_lazy("Add days off")}
    by_semester = rows_of_semester = True
    sorts = {"starts_on": "starts_on"}

    def form_kwargs(self):
        if self.request.semester is None:
            raise exceptions.NotFound(_("The school has no semester yet."))
        return super().form_kwargs() | {"semester": self.request.semester}


class HolidayItem(HolidayArea, FormedItem):
    may = ITEM
    summary = {"get": gettext_lazy("Days off"), "patch": gettext_lazy("Change days off")}


class HolidayDelete(HolidayArea, Removal):
    may = {"post": "schools.change_school"}
    summary = {"post": gettext_lazy("Open the school on these days again; answers them as they were")}

    def remove(self):
        services.delete_holiday(self.object)


class Catalogue(SchoolArea):
    sorts = {"position": "position", "name": "name"}

    def save(self, form):
        return services.save_named(form.instance)


class CampusArea(Catalogue):
    model, reads, form_class, filterset_class = Campus, CampusOut, CampusForm, CampusFilter


class CampusList(CampusArea, FormedList):
    may = LIST
    summary = {"get": gettext_lazy("Campuses"), "post": gettext_lazy("Add a campus")}


class CampusItem(CampusArea, FormedItem):
    may = ITEM
    summary = {"get": gettext_lazy("One campus"), "patch": gettext_lazy("Change a campus")}


class SubjectArea(Catalogue):
    model, reads, form_class, filterset_class = Subject, SubjectOut, SubjectForm, SubjectFilter


class SubjectList(SubjectArea, FormedList):
    may = LIST
    summary = {"get": gettext_lazy("Subjects"), "post": gettext_lazy("Add a subject")}


class SubjectItem(SubjectArea, FormedItem):
    may = ITEM
    summary = {"get": gettext_lazy("One subject"), "patch": gettext_lazy("Change a subject")}


class GradeArea(Catalogue):
    model, reads, form_class, filterset_class = Grade, GradeOut, GradeForm, GradeFilter


class GradeList(GradeArea, FormedList):
    may = LIST
    summary = {"get": gettext_lazy("Grades"), "post": gettext_lazy("Add a grade")}


class GradeItem(GradeArea, FormedItem):
    may = ITEM
    summary = {"get": gettext_lazy("One grade"), "patch": gettext_lazy("Change a grade")}
