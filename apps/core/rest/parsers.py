"""Reading what is sent."""

from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers


class CleanJSONParser(parsers.JSONParser):
    """JSON whose texts can be stored: no NUL and no half of a character."""

    def parse(self, stream, media_type=None, parser_context=None):
        data = super().parse(stream, media_type, parser_context)
        if not isinstance(data, dict):
            raise exceptions.ParseError(_("Send one JSON object."))
        _check(data)
        return data


def _check(part) -> None:
    """Raise ParseError for a text the database cannot hold."""
    if isinstance(part, dict):
        _check([*part, *part.values()])
    elif isinstance(part, list):
        for inner in part:
            _check(inner)
    elif isinstance(part, str) and ("\x00" in part or any("\ud800" <= sign <= "\udfff" for sign in part)):
        raise exceptions.ParseError(_("A text holds a character that cannot be stored."))
