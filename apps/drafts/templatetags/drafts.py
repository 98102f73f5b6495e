"""What ``static/drafts.js`` says."""

from django import template
from django.utils.html import json_script
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def draft_words(context):
    """The sentences of the script as a JSON block, once a page; it reads them, the browser does not run them."""
    request = context["request"]
    if getattr(request, "draft_words_said", False):
        return ""
    request.draft_words_said = True
    words = {
        "saved": _("Saved at "),
        "offline": _("No network: kept on this device, saved when it is back."),
        "queued": _("No network: it is kept on this device and sent by itself when the network is back."),
        "waiting": _("Waiting for the network, sent by itself: "),
        "expired": _("You are logged out; what you typed is kept on this device."),
        "device": _("Kept on this device only."),
        "nowhere": _("This browser keeps nothing: hand in before you leave the page."),
        "conflict": _("Another device saved this form at "),
        "restored": _("This is what you typed last time."),
        "missing": _("Something is still missing: look at the marked fields."),
        "sending": _("Sending …"),
        "unsent": _("It could not be sent. It is kept on this device; press once more in a moment."),
        "sent": _("What waited for the network has been sent: have a look"),
        "refused": _("What waited for the network was not accepted: open it and look"),
    }
    return json_script(words, "draft-words")
