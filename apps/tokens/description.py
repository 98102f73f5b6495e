"""The areas of the API by name, in the order of the scopes, for its description."""

from django.utils.translation import gettext as _

from apps.tokens.choices import Area


def name_areas(result, generator, request, public):
    """A hook of drf-spectacular: what each heading of the description is about, in the reader's language."""
    areas = [{"name": area.value, "description": str(area.label)} for area in Area]
    return result | {"tags": [{"name": "token", "description": _("Whom the token acts for")}, *areas]}
