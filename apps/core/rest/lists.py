"""Lists of the API: the filters of the pages, sorting, pages, the semester."""

import django_filters
from django.core.exceptions import ValidationError as Refusal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import PageNumberPagination

DEFAULT_LIMIT, MOST = 50, 200


class Pages(PageNumberPagination):
    """``?page=2&limit=100``; ``count`` says how many there are on all pages."""

    page_size = DEFAULT_LIMIT
    page_size_query_param = "limit"
    max_page_size = MOST
    page_query_description = gettext_lazy("Which page, from 1.")
    page_size_query_description = gettext_lazy("Rows of a page: 50, at most 200.")

    def get_schema_operation_parameters(self, view):
        whole = {"type": "integer", "minimum": 1}
        return [
            _parameter("page", whole, self.page_query_description),
            _parameter("limit", whole | {"maximum": MOST}, self.page_size_query_description),
        ]

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer"},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }


class PageFilters(BaseFilterBackend):
    """The filter set of the page that shows the same list; a value it cannot read is refused by field."""

    def filter_queryset(self, request, queryset, view):
        if view.filterset_class is None:
            return queryset
        filters = view.filterset_class(data=request.query_params, queryset=queryset, request=request)
        if not filters.is_valid():
            raise Refusal(filters.errors.as_data())
        return filters.qs

    def get_schema_operation_parameters(self, view):
        known = view.filterset_class.base_filters if view.filterset_class else {}
        return [_parameter(name, _schema_of(item), item.label) for name, item in known.items()]


def _schema_of(item) -> dict:
    """A filter may say itself what it takes, as ``described``."""
    if hasattr(item, "described"):
        return item.described
    if isinstance(item, django_filters.ModelChoiceFilter):
        number = {"type": "integer"}
        return {"anyOf": [number, {"const": "null"}]} if item.extra.get("null_label") else number
    if isinstance(item, django_filters.ChoiceFilter):
        choices = item.extra["choices"]
        return (
            {"type": "string"} if callable(choices) else {"type": "string", "enum": [c[0] for c in choices]}
        )
    if isinstance(item, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(item, django_filters.NumberFilter):
        return {"type": "integer"}
    return {"type": "string"}


class Sorting(BaseFilterBackend):
    """``?sort=date`` or ``?sort=-date``, by the names in the endpoint's ``sorts``."""

    def filter_queryset(self, request, queryset, view):
        wanted = request.query_params.get("sort")
        if not wanted:
            return queryset if queryset.ordered else queryset.order_by("pk")
        column = view.sorts.get(wanted.removeprefix("-"))
        if column is None:
            names = ", ".join(view.sorts)
            raise exceptions.ValidationError({"sort": _("Sort by one of: %(names)s.") % {"names": names}})
        sign = "-" if wanted.startswith("-") else ""
        return queryset.order_by(f"{sign}{column}", f"{sign}pk")

    def get_schema_operation_parameters(self, view):
        if not view.sorts:
            return []
        names = [sign + name for name in view.sorts for sign in ("", "-")]
        return [
            _parameter("sort", {"type": "string", "enum": names}, _("Sorted by; with a minus, downwards."))
        ]


class OneSemester(BaseFilterBackend):
    """``?semester=3``: the semester shown, else the one of today, which the endpoint reads. Rows that belong to one
    are those of that one.
    """

    def filter_queryset(self, request, queryset, view):
        return queryset.filter(semester=request.semester) if view.rows_of_semester else queryset

    def get_schema_operation_parameters(self, view):
        if not view.by_semester:
            return []
        return [
            _parameter("semester", {"type": "integer"}, _("Which semester; the one of today, if not given."))
        ]


def _parameter(name: str, schema: dict, description) -> dict:
    shown = {"description": str(description)} if description else {}
    return {"name": name, "in": "query", "required": False, "schema": schema, **shown}
