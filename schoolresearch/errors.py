"""The answer to a fault of ours: it needs neither database nor queue, and carries a number to quote."""

from django.http import HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

BARE = (
    '<!doctype html><html lang="zh-hans"><meta charset="utf-8"><title>出错了</title>'
    "<h1>出错了</h1><p>把这个编号告诉管理员：{}</p></html>"
)


@requires_csrf_token
def server_error(request):
    """The number is the one in the log (``X-Request-ID``); should the template itself fail, the number alone.

    A program gets it in the shape of every refusal of the API (``apps.core.rest.errors``).
    """
    number = getattr(request, "id", "")
    if request.path.startswith("/api/"):
        message = _("Something went wrong here. Tell the administrator this number: %(number)s") % {
            "number": number
        }
        line = {"field": None, "code": "server_error", "message": message}
        return JsonResponse({"errors": [line]}, status=500)
    try:
        return HttpResponseServerError(render_to_string("500.html", {"number": number}))
    except Exception:
        return HttpResponseServerError(format_html(BARE, number))
