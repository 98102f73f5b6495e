"""How an endpoint is described for OpenAPI: read from its attributes, so that nothing is said twice."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from apps.core.rest.errors import Errors
from apps.core.rest.views import Act, ChangingItem, Collection, Creating, FileItem

SAID = {
    400: "Something sent is wrong: see the field and the message.",
    401: "No token, or one that is not valid.",
    403: "The token lacks the scope, or its owner may not do this.",
    404: "Not there, or out of sight.",
    405: "This address takes other methods.",
    406: "Ask for application/json.",
    409: "Someone else was first, or the same thing is there already. Nothing was written.",
    412: "Changed since it was read.",
    415: "Send application/json, or multipart/form-data where files are taken.",
    428: "If-Match is missing.",
    429: "Too many requests: wait for Retry-After seconds.",
}

# Files that are read as data rather than as bytes.
DATA = dict.fromkeys(("application/json", "application/yaml"), OpenApiTypes.OBJECT)


class HouseSchema(AutoSchema):
    def get_tags(self):
        return [self.view.area or "token"]

    def get_summary(self):
        said = self.view.summary.get(self.method.lower())
        return str(said) if said else None

    def get_description(self):
        scope = f"{self.view.area}:{'read' if self.method == 'GET' else 'write'}" if self.view.area else "—"
        return f"Scope: `{scope}`"

    def get_operation_id(self):
        return super().get_operation_id() + ("_all" if self.view.tells_all else "")

    def is_excluded(self):
        return self.method.lower() not in self.view.may

    def _is_list_view(self, serializer=None):
        return self.method == "GET" and self.view.is_list

    def get_filter_backends(self):
        return self.view.filter_backends if self._is_list_view() else []

    def get_request_serializer(self):
        method, view = self.method.lower(), self.view
        if method not in view.uploads:
            return view.takes.get(method)
        as_json = {"application/json": view.takes[method]} if method in view.takes else {}
        return as_json | {"multipart/form-data": view.uploads[method]}

    def get_response_serializers(self):
        method, view = self.method.lower(), self.view
        creates = method == "post" and isinstance(view, Creating)
        reads = view.answers.get(method, view.reads)
        answers = {201 if creates else 200: view.reads(many=True) if self._is_list_view() else reads}
        if isinstance(view, FileItem):
            answers = {(200, kind): DATA.get(kind, OpenApiTypes.BINARY) for kind in view.media_types}
        if creates:
            answers[200] = OpenApiResponse(reads, "The same request, sent again.")
        refusals = {401, 403, 405, 406, 429}
        refusals |= {400} if self._is_list_view() or method != "get" or view.by_semester else set()
        refusals |= {404} if self._is_list_view() or "{" in self.path or view.by_semester else set()
        refusals |= {404, 409, 415} if method != "get" else set()
        refusals |= {412, 428} if method == "patch" else {412} if isinstance(view, Act) else set()
        return answers | {code: OpenApiResponse(Errors, SAID[code]) for code in sorted(refusals)}

    def get_override_parameters(self):
        asks = [self.view.asks] if self.method == "GET" and self.view.asks else []
        if self.method == "GET" and self.view.by_semester and not isinstance(self.view, Collection):
            said = "Which semester; the one of today, if not given."
            asks.append(OpenApiParameter("semester", int, description=said))
        return asks + self.parameters_of_acts()

    def parameters_of_acts(self):
        if self.method == "PATCH" and isinstance(self.view, ChangingItem):
            said = "The ETag of what you have read, or * for any version."
            return [
                OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description=said)
            ]
        if self.method == "POST" and isinstance(self.view, Act):
            said = "The ETag of what you have read: what was changed since is left as it is."
            return [OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, description=said)]
        if self.method == "POST" and isinstance(self.view, Creating):
            said = "A UUID of your own: for a day, the same request is done once, however often it is sent."
            return [
                OpenApiParameter(
                    "Idempotency-Key", OpenApiTypes.UUID, OpenApiParameter.HEADER, description=said
                )
            ]
        return []


class BearerExtension(OpenApiAuthenticationExtension):
    """The token goes into the header, never into the address."""

    target_class = "apps.tokens.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
