"""What every request passes: an id and one line in the log, and the headers Django has not."""

import logging
import re
import time
import uuid

from django.conf import settings

from schoolresearch.logging import request_id

HEADER = "X-Request-ID"
ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")
PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"

logger = logging.getLogger("schoolresearch.request")


class RequestIdMiddleware:
    """Gives each request an id (the trusted proxy's, if it sent one) and logs how it ended.

    The route's name stands for the address: paths and query strings can carry names.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = self._incoming(request) or uuid.uuid4().hex
        token = request_id.set(request.id)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = request.id
            logger.info("request", extra={"fields": self._describe(request, response, started)})
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def _incoming(request):
        sent = request.headers.get(HEADER, "")
        return sent if settings.BEHIND_PROXY and ACCEPTABLE.fullmatch(sent) else None

    @staticmethod
    def _describe(request, response, started):
        match = request.resolver_match
        user = getattr(request, "user", None)
        return {
            "method": request.method,
            "route": match.view_name if match else None,
            "status": response.status_code,
            "ms": round((time.monotonic() - started) * 1000),
            "user": user.pk if user is not None and user.is_authenticated else None,
        }


class PermissionsPolicyMiddleware:
    """Sign-in may use the camera for a code; nothing else of the device is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
