"""Reading what is sent: JSON, and forms with files."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers

from apps.core.text import is_storable


class CleanJSONParser(parsers.JSONParser):
    """JSON whose texts can be stored: no NUL and no half of a character."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
            storable = is_storable(data)
        except RecursionError as nested:
            raise exceptions.ParseError(_("Send one JSON object.")) from nested
        if not isinstance(data, dict):
            raise exceptions.ParseError(_("Send one JSON object."))
        if not storable:
            raise exceptions.ParseError(_("A text holds a character that cannot be stored."))
        return data


class CleanMultiPartParser(parsers.MultiPartParser):
    """A form with files, whose texts can be stored."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            sent = super().parse(stream, media_type, parser_context)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as many:
            raise exceptions.ParseError(_("That is too much for one request. Send less.")) from many
        if not is_storable(dict(sent.data.lists())):
            raise exceptions.ParseError(_("A text holds a character that cannot be stored."))
        return sent
