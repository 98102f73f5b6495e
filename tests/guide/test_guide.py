import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import get_resolver

from apps.guide import selectors
from apps.guide.choices import Reader
from apps.guide.selectors import FOLDER

SPACES = set(get_resolver().namespace_dict)


@pytest.mark.parametrize("reader", Reader.values)
def test_every_part_of_the_guide_says_what_page_each_section_explains(reader):
    sections = dict(selectors.guide_for(reader).sections)
    assert sections
    assert set(sections) <= SPACES


def test_every_picture_of_the_guide_exists_and_each_one_is_used():
    named = {
        name for part in FOLDER.glob("*.md") for name in re.findall(r"\(pictures/([^)]+)\)", part.read_text())
    }
    assert named == {picture.name for picture in (FOLDER / "pictures").glob("*.png")}
    assert all(finders.find(f"guide/{name}") for name in named)


def test_help_leads_to_the_section_about_the_page_one_is_on(cast, browse):
    client = browse(cast.teacher)
    page = client.get("/observations/").content.decode()
    address = re.search(r'href="(/guide/\?about=[a-z]+)"', page)[1]
    assert client.get(address).url == "/guide/teacher/#observations"


def test_help_for_what_ones_own_part_leaves_out_leads_to_the_part_that_has_it(cast, browse):
    client = browse(cast.office)
    assert client.get("/guide/?about=observations").url == "/guide/teacher/#observations"
    assert client.get("/guide/?about=staff").url == "/guide/office/#staff"


def test_help_about_nothing_known_leads_to_ones_own_part(cast, browse):
    client = browse(cast.principal)
    assert client.get("/guide/?about=nowhere").url == "/guide/principal/"


def test_the_parts_are_pages_with_a_table_of_contents(cast, browse):
    client = browse(cast.teacher)
    page = client.get("/guide/office/").content.decode()
    assert 'href="#workbooks"' in page
    assert 'id="workbooks"' in page
    assert client.get("/guide/parents/").status_code == 404
