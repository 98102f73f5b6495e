"""Drafts for the script of the page; JSON in, JSON out."""

import json

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from apps.core.errors import Conflict
from apps.core.text import is_storable
from apps.drafts import services
from apps.drafts.models import Draft


class DraftState(View):
    """GET the draft of a form, POST its fields, DELETE it. 401 asks the page to keep it on the device."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated or user.seat is None or user.must_change_password:
            return JsonResponse(
                {"error": _("Log in again; what you typed is kept on this device.")}, status=401
            )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        draft = Draft.objects.visible_to(request.user).filter(key=key).first()
        return JsonResponse(_state(draft) if draft else {"version": None})

    def post(self, request, key):
        try:
            sent = json.loads(request.body)
            fields, version = sent["fields"], sent.get("version")
            is_draft = isinstance(fields, dict) and isinstance(version, int | None) and is_storable(fields)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            is_draft = False
        if not is_draft:
            return JsonResponse({"error": _("This is not a draft.")}, status=400)
        try:
            draft = services.save_draft(user=request.user, key=key, fields=fields, version=version)
        except Conflict as conflict:
            newer = Draft.objects.visible_to(request.user).get(key=key)
            return JsonResponse(_state(newer) | {"error": conflict.messages[0]}, status=409)
        except ValidationError as refusal:
            return JsonResponse({"error": refusal.messages[0]}, status=413)
        return JsonResponse({"version": draft.version, "saved_at": _clock(draft)})

    def delete(self, request, key):
        services.discard_draft(user=request.user, key=key)
        return JsonResponse({"version": None})


def _state(draft: Draft) -> dict:
    return {"version": draft.version, "fields": draft.fields, "saved_at": _clock(draft)}


def _clock(draft: Draft) -> str:
    return timezone.localtime(draft.updated_at).strftime("%H:%M")
