"""Endpoints. Like a page, each names its model, its permission and its service; everything else is here."""

import hashlib
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import exceptions, permissions
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from apps.core.meanwhile import one_at_a_time
from apps.core.rest.errors import Stale, VersionNeeded
from apps.core.rest.lists import OneSemester, PageFilters, Pages, Sorting
from apps.core.rest.parsers import CleanMultiPartParser
from apps.core.text import whole_number
from apps.core.uploads import prepare_uploads

READ, WRITE = "read", "write"


class InScope(permissions.BasePermission):
    """The token may do this in the area of the endpoint. What its owner may do is asked afterwards."""

    code = "scope_missing"

    def has_permission(self, request, view):
        if request.auth is None:
            raise exceptions.NotAuthenticated
        wanted = f"{view.area}:{READ if request.method == 'GET' else WRITE}"
        self.message = _("This token may not do this: it lacks “%(scope)s”.") % {"scope": wanted}
        return not view.area or request.auth.allows(wanted)


class Endpoint(GenericAPIView):
    """Something at an address, for a token with a scope and a person with a permission.

    ``area`` is what the scope is about; empty for what every token may. ``may`` names, by method, the
    predicate the page of the same act asks for. ``reads`` is the serializer of the answer, ``answers`` those of
    methods that answer something else, ``takes`` those of the input by method, ``uploads`` those of a form with files
    (``multipart/form-data``), beside JSON or alone. ``summary`` says by method what it is for, for the
    description of the API. ``tells_all`` is for the few things there are of a kind, told at once; ``is_list`` for
    those that come in pages. ``by_semester`` lets one ask for a semester; with ``rows_of_semester`` a list shows the
    rows that belong to it. ``asks`` is the serializer of what the address itself may say of what is wanted, where no
    filter set does.
    """

    area = ""
    may: dict[str, str] = {}
    summary: dict[str, str] = {}
    takes: dict = {}
    uploads: dict = {}
    asks = None
    reads = None
    answers: dict = {}
    filterset_class = None
    sorts: dict[str, str] = {}
    tells_all = False
    is_list = False
    by_semester = False
    rows_of_semester = False
    permission_classes = (InScope,)
    pagination_class = None
    filter_backends = ()
    http_method_names = ("get", "post", "put", "patch")

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method.lower() not in self.may:
            raise exceptions.MethodNotAllowed(request.method)
        request.semester = self.semester_asked(request) if self.by_semester else None
        self.prepare(request)
        if not request.user.has_perm(self.may[request.method.lower()], self.permission_object()):
            raise PermissionDenied

    def finalize_response(self, request, response, *args, **kwargs):
        """What is told to one person is kept by nobody on the way."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def prepare(self, request) -> None:
        """Find what the endpoint is about."""

    def permission_object(self):
        return None

    def semester_asked(self, request):
        """The semester named in the address, else the one of today; None in a school without any."""
        known = self.semesters()
        named = request.query_params.get("semester", "")
        if not named:
            return known.around(request.today).first()
        found = known.filter(pk=whole_number(named)).first()
        if found is None:
            raise exceptions.ValidationError({"semester": _("There is no such semester in this school.")})
        return found

    def semesters(self):
        """Those of the school; the relation of the model knows them, as the app stands above this one."""
        related = self.model._meta.get_field(self.semester_field).related_model
        return related.objects.visible_to(self.request.user).select_related("year", "school")

    semester_field = "semester"

    def rows(self):
        """What the user may see, with all that an answer shows."""
        return self.model.objects.visible_to(self.request.user)

    def get_parsers(self):
        method = self.request.method.lower() if self.request else ""  # without one, for the description
        if method not in self.uploads:
            return super().get_parsers()
        return [*(super().get_parsers() if method in self.takes else []), CleanMultiPartParser()]

    def input(self) -> dict:
        """What was sent, of the right types, its files prepared: asked for before a transaction begins.

        Raises ValidationError by field.
        """
        method, is_form = self.request.method.lower(), self.request.content_type.startswith("multipart/")
        as_form = method in self.uploads and (is_form or method not in self.takes)
        takes = self.uploads if as_form else self.takes
        serializer = takes[method](data=self.request.data)
        serializer.is_valid(raise_exception=True)
        prepare_uploads(self.request.FILES)
        return serializer.validated_data

    def asked(self) -> dict:
        """What the address says of what is wanted, of the right types; raises ValidationError by field."""
        serializer = self.asks(data=self.request.query_params)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def context(self) -> dict:
        """What the serializer of the answer knows besides the row."""
        return {"request": self.request}

    def told(self, found, status: int = 200) -> Response:
        """The answer about one thing, with its version where it has one."""
        reads = self.answers.get(self.request.method.lower(), self.reads)
        said = reads(found, context=self.context()).data
        headers = {"ETag": version_of(found)} if hasattr(found, "updated_at") else {}
        return Response(said, status=status, headers=headers)


class Collection(Endpoint):
    """Rows the user may see: filtered and sorted as in the page, in pages of at most 200."""

    pagination_class = Pages
    is_list = True
    filter_backends = (PageFilters, Sorting, OneSemester)

    def get(self, request, *args, **kwargs):
        rows = self.paginate_queryset(self.filter_queryset(self.rows()))
        said = self.reads(self.dressed(rows), many=True, context=self.context()).data
        return self.get_paginated_response(said)

    def dressed(self, rows: list) -> list:
        """The rows of the page with what takes a query for all of them."""
        return rows


class WorkedOut(Endpoint):
    """A list that is worked out rather than read: ``found`` answers what fits what is asked, in order."""

    pagination_class = Pages
    is_list = True

    def get(self, request, *args, **kwargs):
        rows = self.paginate_queryset(self.found())
        return self.get_paginated_response(self.reads(rows, many=True, context=self.context()).data)

    def found(self) -> list:
        raise NotImplementedError


class Creating(Endpoint):
    """Makes something. With an ``Idempotency-Key`` the same request makes it once, however often it is sent."""

    def post(self, request, *args, **kwargs):
        key, sent = once_key(request), self.input()
        with transaction.atomic():
            once = request.auth.claim(key, _fingerprint(request)) if key else None
            if once is not None and once.target_id is not None:
                return self.answer(once.target_id, status=200)
            made = self.create(sent)
            if once is not None:
                request.auth.keep(once, made.pk)
        return self.answer(made.pk, status=201)

    def create(self, sent: dict):
        """Call the service; answers what was made."""
        raise NotImplementedError

    def answer(self, pk, *, status: int):
        """The row as it is now; one that is out of sight meanwhile is not shown."""
        found = get_object_or_404(self.rows(), pk=pk)
        return self.told(found, status)


class CreatingCollection(Creating, Collection):
    """A list that also takes a new one."""


class Item(Endpoint):
    """One row, found among what the user may see."""

    def prepare(self, request):
        rows = self.rows()
        if request.method != "GET":
            rows = self.rows_to_change()
        self.object = get_object_or_404(rows, pk=self.kwargs["pk"])

    def rows_to_change(self):
        return self.rows()

    def permission_object(self):
        return self.object

    def answer(self):
        """The row as it is now; where the act took it out of sight, nothing."""
        found = self.rows().filter(pk=self.object.pk).first()
        if found is None:
            raise Http404
        return self.told(found)

    def get(self, request, *args, **kwargs):
        return self.told(self.object)


class FileItem(Item):
    """The bytes of a file; ``media_types`` are the kinds it may be of."""

    media_types: tuple[str, ...] = ()

    def perform_content_negotiation(self, request, force=False):
        """The file is what it is, whatever the program would like best; errors come as JSON."""
        return super().perform_content_negotiation(request, force=True)


class ChangingItem(Item):
    """Also corrects it: only what is sent changes. ``If-Match`` names the version that was read."""

    def patch(self, request, *args, **kwargs):
        """One at a time, and looked up anew for those who had to wait, as on the page."""
        sent = self.input()
        with one_at_a_time(self.object):
            self.prepare(request)
            check_version(request, self.object)
            self.change(sent)
        return self.answer()

    def change(self, sent: dict) -> None:
        """Call the service."""
        raise NotImplementedError


class Act(Item):
    """POST does something with one row; the answer is the row as it is afterwards. ``If-Match`` may name the version
    that was read: then it is done to no other.
    """

    def get(self, request, *args, **kwargs):
        raise exceptions.MethodNotAllowed(request.method)

    def post(self, request, *args, **kwargs):
        sent = self.input()
        if request.headers.get("If-Match") and hasattr(self.object, "updated_at"):
            check_version(request, self.object)
        self.act(sent)
        return self.answer()

    def act(self, sent: dict) -> None:
        """Call the service."""
        raise NotImplementedError


def version_of(row) -> str:
    """The ETag of a row: changes whenever it is written."""
    return f'"{row.updated_at.timestamp():.6f}"'


def check_version(request, row) -> None:
    """Raise when the change was made on another version than the one stored, or names none."""
    named = request.headers.get("If-Match", "").strip()
    if not named:
        raise VersionNeeded
    if named != "*" and version_of(row) not in [tag.strip() for tag in named.split(",")]:
        raise Stale


def once_key(request) -> UUID | None:
    """The Idempotency-Key; None without one. Raises ValidationError for one that is no UUID."""
    named = request.headers.get("Idempotency-Key", "").strip()
    try:
        return UUID(named) if named else None
    except ValueError:
        raise exceptions.ValidationError(
            _("An Idempotency-Key is a UUID, such as 7d4f0c1e-2b1a-4c55-9a57-0d8f6f0f3a11.")
        ) from None


def _fingerprint(request) -> str:
    """Tells one request from another that comes with the same key."""
    many = request.data.lists() if hasattr(request.data, "lists") else request.data.items()
    sent = repr(sorted(((name, _content(values)) for name, values in many), key=lambda pair: pair[0]))
    return hashlib.sha256(f"{request.method} {request.path} {sent}".encode()).hexdigest()


def _content(values):
    """Values as they are; of files what is in them."""
    if not isinstance(values, list):
        return values
    return [_digest(value) if hasattr(value, "chunks") else value for value in values]


def _digest(upload) -> str:
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


class Nowhere(Endpoint):
    """Every address that is none: said in the shape of the other errors."""

    permission_classes = ()
    authentication_classes = ()
    throttle_classes = ()
    schema = None

    def initial(self, request, *args, **kwargs):
        raise Http404
