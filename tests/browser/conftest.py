"""A real browser in front of ``bin/serve``: its own database, queue, workers and clock, with the demo school.

Set ``PICTURES`` to a folder to keep the pictures the README shows, ``PICTURES_GUIDE`` for those of the user guide:
``PICTURES=docs/images PICTURES_GUIDE=docs/guide/pictures bin/test tests/browser``.
"""

import os
import re
from pathlib import Path

import psycopg2
import pylopdf_fonts_zh_cn
import pytest
from playwright.sync_api import sync_playwright

from launcher.paths import DataDir
from launcher.postgres import Postgres
from tests import semester_workbook as invented
from tests.browser.people import Visitor
from tests.browser.pictures import Album
from tests.launcher.commands import Serve

SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/primary-semester.xlsx"
# A worker that dies is missed after this many seconds.
LEASE = "3"
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# Whose log-ins the start prints, in this order.
ROLES = ("principal", "office", "leader", "teacher", "in two schools", "stranger")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""
# What the browser itself says about a form that was not accepted.
HARMLESS = "the server responded with a status of 422"


def pytest_collection_modifyitems(items):
    """So that they can be chosen, or left out, by ``-m``."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """``bin/serve`` as a newcomer starts it."""
    serve = Serve(tmp_path_factory.mktemp("browser"), SCHOOLRESEARCH_HOSTS="", SCHOOLRESEARCH_JOB_LEASE=LEASE)
    assert serve.wait_ready(), "".join(serve.said)
    yield serve
    serve.stop()


@pytest.fixture(scope="package")
def database(server):
    """The server's own database, to look at what became of a job."""
    connection = psycopg2.connect(Postgres(DataDir(server.data), {}).url())
    connection.autocommit = True
    yield connection
    connection.close()


@pytest.fixture(scope="package")
def log_ins(server):
    """{role: (log-in name, password)} as the start has printed them."""
    said = "".join(server.said)
    password = re.search(r"([a-z]+-[0-9]{4})\W", said)[1]
    names = re.findall(r"^  ([A-Z0-9]+-T\d+)  ", said, re.MULTILINE)
    return {role: (name, password) for role, name in zip(ROLES, names, strict=True)}


@pytest.fixture(scope="package")
def fonts(tmp_path_factory) -> str:
    """Settings under which the browser has the Chinese fonts we print with, whatever the machine has: what fits a
    screen depends on them.
    """
    settings = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    settings.write_text(
        FONTS.format(folder=Path(pylopdf_fonts_zh_cn.sans_path()).parent, cache=settings.parent)
    )
    return str(settings)


@pytest.fixture(scope="package")
def chromium(fonts):
    with sync_playwright() as playwright:
        # Dates in fields are written as the browser's own language has them; Debian's is in chromium-l10n.
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=[*SWITCHES, "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN", "FONTCONFIG_FILE": fonts},
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def visitor(server, chromium):
    """``visitor(view=PHONE, language="zh-CN")``: somebody at a fresh browser.

    At the end the test fails for whatever the browser complained about: errors in scripts, missing files, and
    anything the content security policy had to stop. ``harmless`` names what a visit brings about on purpose, such
    as the words of a network that is cut.
    """
    contexts, complaints, expected = [], [], [HARMLESS]

    def arrive(view=DESK, language="zh-CN", harmless=(), **more) -> Visitor:
        expected.extend(harmless)
        context = chromium.new_context(
            base_url=f"http://localhost:{server.port}", locale=language, viewport=view,
            timezone_id="Asia/Shanghai", accept_downloads=True, **more,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return Visitor(page, server)

    yield arrive
    for context in contexts:
        context.close()
    found = [text for text in complaints if not any(words in text for words in expected)]
    assert found == [], server.errors()


@pytest.fixture(scope="session")
def album():
    """Keeps pictures when asked to, else lets them go."""
    return Album(os.environ.get("PICTURES"))


@pytest.fixture
def new_school():
    """(name, workbook) of a school the demo does not have: the sample's where it lies beside the product."""
    if SAMPLE.exists():
        return "青石中心小学", SAMPLE.read_bytes()
    sheets = invented.semester(invented.Size(30), code="QINGSHI", school="青石小学")
    return "青石小学", invented.content(sheets)
