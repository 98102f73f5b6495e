"""What a browser fetches for its first page fits a school's slow line."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

LIMIT = 200 * 1024  # bytes of script and style, compressed as they are served
ASSET = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+\.(?:js|css))"')


def weight(page: str) -> dict[str, int]:
    """Bytes of each script and style the page names, compressed as WhiteNoise does."""
    names = [name.removeprefix(settings.STATIC_URL) for name in ASSET.findall(page)]
    return {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in names}


@pytest.mark.django_db
def test_script_and_style_of_the_log_in_page_stay_under_the_limit(client):
    found = weight(client.get(reverse("staff:log_in")).content.decode())
    assert {"app.css", "app.js"} <= found.keys()
    assert sum(found.values()) < LIMIT, found


@pytest.mark.parametrize("role", ["teacher", "principal"])
@pytest.mark.parametrize(
    "name", ["portal:home", "activities:activity_list", "observations:observation_create"]
)
def test_script_and_style_of_a_page_stay_under_the_limit(cast, browse, role, name):
    found = weight(browse(getattr(cast, role)).get(reverse(name)).content.decode())
    assert len(found) >= 4
    assert sum(found.values()) < LIMIT, found
