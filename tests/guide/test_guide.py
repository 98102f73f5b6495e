import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import get_resolver, resolve

from apps.guide import selectors
from apps.guide.choices import Reader
from apps.guide.selectors import FOLDER

# Rule packs and schemes lie in two apps and are explained as one.
SPACES = {*get_resolver().namespace_dict, "rules"}
LARGEST = 120 * 1024


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


def test_every_word_the_guide_sets_in_bold_stands_in_the_interface():
    said = "".join(po.read_text() for po in Path(settings.BASE_DIR).glob("locale/*/zh_Hans/LC_MESSAGES/*.po"))
    bold = {word for part in FOLDER.glob("*.md") for word in re.findall(r"\*\*([^*]+)\*\*", part.read_text())}
    assert {word for word in bold if word not in said} == set()


def test_no_picture_is_larger_than_a_phone_on_the_road_can_bear():
    assert {p.name for p in (FOLDER / "pictures").glob("*.png") if p.stat().st_size > LARGEST} == set()


def test_a_picture_is_served_from_its_hashed_address_and_keeps_its_place(cast, browse):
    page = browse(cast.teacher).get("/guide/teacher/").content.decode()
    assert "pictures/" not in page
    shown = re.findall(r"<img [^>]*>", page)
    assert shown
    assert all(re.search(r'src="/static/guide/[^"]+" width="\d+" height="\d+"', one) for one in shown)
    assert all(re.search(r'alt="[^"]+"', one) for one in shown)


def test_help_leads_to_the_section_about_the_page_one_is_on(cast, browse):
    client = browse(cast.teacher)
    page = client.get("/observations/").content.decode()
    address = re.search(r'href="(/guide/\?about=[a-z]+)"', page)[1]
    assert client.get(address).url == "/guide/teacher/#observations"


@pytest.mark.parametrize("path", ["/ledger/packs/", "/owed/schemes/new/"])
def test_help_on_a_page_about_rules_leads_to_how_a_regulation_is_written_down(cast, browse, path):
    client = browse(cast.office)
    address = re.search(r'href="(/guide/\?about=[a-z]+)"', client.get(path).content.decode())[1]
    assert client.get(address).url == "/guide/office/#rules"


def test_help_for_what_ones_own_part_leaves_out_leads_to_the_part_that_has_it(cast, browse):
    client = browse(cast.principal)
    assert client.get("/guide/?about=observations").url == "/guide/principal/#observations"
    assert client.get("/guide/?about=calendars").url == "/guide/teacher/#calendars"
    assert client.get("/guide/?about=workbooks").url == "/guide/office/#workbooks"


@pytest.mark.parametrize("role", ["teacher", "leader", "office", "principal"])
def test_everything_in_the_menu_is_explained_in_a_part_its_reader_is_led_to(cast, browse, role):
    client = browse(getattr(cast, role))
    menu = client.get("/").content.decode().split('<aside class="side">')[1].split("</aside>")[0]
    spaces = {resolve(path).namespace for path in re.findall(r'href="(/[^"?]*)', menu)} - {"guide"}
    assert {"portal", "activities", "observations", "notices", "staff"} <= spaces
    unexplained = {
        space for space in spaces if not client.get(f"/guide/?about={space}").url.endswith(f"#{space}")
    }
    assert unexplained == set()


def test_help_about_nothing_known_leads_to_ones_own_part(cast, browse):
    client = browse(cast.principal)
    assert client.get("/guide/?about=nowhere").url == "/guide/principal/"


def test_the_parts_are_pages_with_a_table_of_contents(cast, browse):
    client = browse(cast.teacher)
    page = client.get("/guide/office/").content.decode()
    assert 'href="#workbooks"' in page
    assert 'id="workbooks"' in page
    assert client.get("/guide/parents/").status_code == 404


def test_whoever_reads_english_is_told_that_the_guide_is_in_chinese(cast, browse):
    client = browse(cast.teacher)
    said = "The guide is written in Chinese."
    assert said not in client.get("/guide/teacher/").content.decode()
    assert said in client.get("/guide/teacher/", headers={"accept-language": "en"}).content.decode()
