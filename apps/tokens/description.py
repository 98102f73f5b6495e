"""The description of the API: the areas by name, in the order of the scopes; it is put together once."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from apps.tokens.choices import Area


def name_areas(result, generator, request, public):
    """A hook of drf-spectacular: what each heading of the description is about, in the reader's language."""
    areas = [{"name": area.value, "description": str(area.label)} for area in Area]
    return result | {"tags": [{"name": "token", "description": _("Whom the token acts for")}, *areas]}


class Description(SchemaGenerator):
    """Put together once by a process in each language: it follows from the code alone, takes more than a second, and
    whoever is not logged in may ask for it.
    """

    made = {}

    def get_schema(self, request=None, public=False):
        language = get_language()
        if self.api_version is not None or language not in dict(settings.LANGUAGES):
            return super().get_schema(request, public)  # what an address may ask for without end is not kept
        if language not in self.made:
            self.made[language] = super().get_schema(request, public)
        return self.made[language]
