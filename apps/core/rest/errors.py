"""Every refusal in one shape: ``{"errors": [{"field", "code", "message"}]}``, in the language asked for."""

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.core.exceptions import ValidationError as Refusal
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response

from apps.core.errors import Conflict


class ErrorLine(serializers.Serializer):
    """``field`` is the name of what is wrong in the input, null for a refusal as a whole."""

    field = serializers.CharField(allow_null=True, read_only=True)
    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class Errors(serializers.Serializer):
    errors = ErrorLine(many=True, read_only=True)


class Stale(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"
    default_detail = gettext_lazy("This has changed since you read it. Read it again, then send your change.")


class VersionNeeded(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version_needed"
    default_detail = gettext_lazy("Send the header If-Match with the ETag you have read, or with * for any.")


class KeyReused(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_code = "key_reused"
    default_detail = gettext_lazy("This Idempotency-Key was used for another request. Take a new one.")


def answer_error(error: Exception, context: dict) -> Response | None:
    """The answer to an exception of an endpoint; None for what is a fault of ours and becomes a 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is nothing here, or it is not yours to see."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(_refused_to(context["request"].method))
    if isinstance(error, Conflict):
        return _answer(409, [_line(None, "conflict", message) for message in error.messages])
    if isinstance(error, Refusal):
        return _answer(400, lines_of(error))
    if isinstance(error, IntegrityError):
        message = _("This contradicts what is stored already. Read the list, then try again.")
        return _answer(409, [_line(None, "conflict", message)])
    if not isinstance(error, exceptions.APIException):
        return None
    answer = _answer(error.status_code, _flat(error.get_full_details()))
    if getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        answer["Retry-After"] = str(int(error.wait) + 1)
    return answer


def _refused_to(method: str) -> str:
    if method == "GET":
        return _(
            "Your posts do not include this. If you need it, ask the teaching affairs office of your school."
        )
    return _("You may see this, but not do this with it.")


def lines_of(refusal: Refusal) -> list[dict]:
    """What a form or a service has refused."""
    if not hasattr(refusal, "error_dict"):
        return [_line(None, item.code, " ".join(item.messages)) for item in refusal.error_list]
    return [
        _line(None if name == NON_FIELD_ERRORS else name, item.code, " ".join(item.messages))
        for name, items in refusal.error_dict.items()
        for item in items
    ]


def _flat(details, path: str = "") -> list[dict]:
    """Lines of the nested details of DRF; a place inside a list is named ``marks.0.state``."""
    if isinstance(details, dict) and set(details) == {"message", "code"} and isinstance(details["code"], str):
        return [_line(path or None, details["code"], str(details["message"]))]
    if isinstance(details, dict):
        named = {("" if name == "non_field_errors" else str(name)): part for name, part in details.items()}
        return [line for name, part in named.items() for line in _flat(part, _below(path, name))]
    is_deep = any(not _is_leaf(part) for part in details)
    return [
        line
        for place, part in enumerate(details)
        for line in _flat(part, _below(path, str(place)) if is_deep else path)
    ]


def _is_leaf(details) -> bool:
    return isinstance(details, dict) and set(details) == {"message", "code"}


def _below(path: str, name: str) -> str:
    return ".".join(filter(None, [path, name]))


def _line(field: str | None, code: str | None, message: str) -> dict:
    return {"field": field, "code": code or "invalid", "message": message}


def _answer(status_code: int, lines: list[dict]) -> Response:
    return Response({"errors": lines}, status=status_code)
