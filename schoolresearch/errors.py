"""The page for a fault of ours: it needs neither database nor queue, and carries a number to quote."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.views.decorators.csrf import requires_csrf_token

BARE = (
    '<!doctype html><html lang="zh-hans"><meta charset="utf-8"><title>出错了</title>'
    "<h1>出错了</h1><p>把这个编号告诉管理员：{}</p></html>"
)


@requires_csrf_token
def server_error(request):
    """The number is the one in the log (``X-Request-ID``); should the template itself fail, the number alone."""
    number = getattr(request, "id", "")
    try:
        return HttpResponseServerError(render_to_string("500.html", {"number": number}))
    except Exception:
        return HttpResponseServerError(format_html(BARE, number))
