"""What ``static/drafts.js`` says."""

from functools import cache

from django import template
from django.utils.html import json_script
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def draft_words():
    """The sentences of the script as a JSON block; it reads them, the browser does not run them."""
    return _words(get_language())


@cache
def _words(language: str):
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
        "unsaved": _("This is what you typed last time; it is not saved yet."),
        "meanwhile": _(
            "This is what you typed last time, not saved yet. Somebody has changed this record since: when you "
            "save, you are first shown what is different."
        ),
        "stands": _("Show what is saved"),
        "afresh": _("Empty it and begin anew"),
        "other": _("Use the other version"),
        "missing": _("Something is still missing: look at the marked fields."),
        "sending": _("Sending …"),
        "unsent": _("It could not be sent. It is kept on this device; press once more in a moment."),
        "sent": _("What waited for the network has been sent: have a look"),
        "refused": _("What waited for the network was not accepted: open it and look"),
    }
    return json_script(words, "draft-words")
