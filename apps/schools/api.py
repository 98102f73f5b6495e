"""Semesters and the small catalogues that other addresses refer to by number."""

from django.utils.translation import gettext_lazy as _

from apps.core.rest.views import Collection, Item
from apps.schools.filters import CampusFilter, GradeFilter, SubjectFilter
from apps.schools.models import Campus, Grade, Semester, Subject
from apps.schools.serializers import CampusOut, GradeOut, SemesterOut, SubjectOut


class SemesterArea:
    area = "school"
    may = {"get": "schools.view_school"}
    model, reads = Semester, SemesterOut

    def rows(self):
        return super().rows().select_related("year")


class SemesterList(SemesterArea, Collection):
    summary = {"get": _("Semesters")}
    sorts = {"starts_on": "starts_on"}


class SemesterItem(SemesterArea, Item):
    summary = {"get": _("One semester")}


class CatalogueList(Collection):
    area = "school"
    may = {"get": "schools.view_school"}
    sorts = {"position": "position", "name": "name"}


class CampusList(CatalogueList):
    summary = {"get": _("Campuses")}
    model, reads, filterset_class = Campus, CampusOut, CampusFilter


class SubjectList(CatalogueList):
    summary = {"get": _("Subjects")}
    model, reads, filterset_class = Subject, SubjectOut, SubjectFilter


class GradeList(CatalogueList):
    summary = {"get": _("Grades")}
    model, reads, filterset_class = Grade, GradeOut, GradeFilter
