"""What somebody does at the browser."""

import re
from pathlib import Path

import pypdfium2
from django.urls import Resolver404, resolve

from apps.core.xlsx import XLSX
from tests.browser.barriers import barriers

# Long work on a busy machine, in milliseconds.
PATIENCE = 300_000


class Visitor:
    def __init__(self, page, server):
        self.page = page
        self.server = server

    def log_in(self, name: str, password: str):
        self.page.goto("/log-in/")
        self.page.fill("form input[name=username]:visible", name)
        self.page.fill("form input[name=password]:visible", password)
        self.page.click("form:has(input[name=password]:visible) button")
        self.page.wait_for_url(lambda url: "/log-in/" not in url)
        return self

    def open(self, address: str) -> int:
        """The status of the answer."""
        return self.page.goto(address).status

    @property
    def loaded(self):
        """The page with all that is on it: a click waits only until the next page begins."""
        self.page.wait_for_load_state()
        return self.page

    def follow(self, name: str, inside: str = "main"):
        """Press the first link to a page of this URL name."""
        hrefs = self.loaded.eval_on_selector_all(f"{inside} a[href]", HREFS)
        href = next(href for href in hrefs if page_name(re.split("[?#]", href)[0]) == name)
        self.page.click(f'{inside} a[href="{href}"] >> nth=0')
        self.page.wait_for_load_state()
        return self

    def heading(self) -> str:
        return self.loaded.inner_text("h1")

    def says(self, text: str) -> bool:
        return text in self.loaded.inner_text("main")

    def upload(self, content: bytes, name: str = "学期工作簿.xlsx"):
        """Hand a workbook in and wait for the preview."""
        self.open("/excel/")
        self.page.set_input_files("input[type=file]", {"name": name, "mimeType": XLSX, "buffer": content})
        self.page.click("form:has(input[type=file]) button")
        self.page.wait_for_url("**/excel/checks/**", timeout=PATIENCE)
        return self

    def agree_to_import(self):
        """Say yes to the preview; the import begins."""
        self.page.click("form[action$='/import/'] button")
        return self

    def wait_for_import(self):
        self.page.wait_for_url("**/excel/imports/**", timeout=PATIENCE)
        return self

    def ask_for_pdf(self):
        self.open("/summary/")
        self.page.click("form[action$='/print/'] button")
        return self

    def take_pdf(self) -> bytes:
        """Wait for the summary's files and download the PDF."""
        self.page.wait_for_url("**/summary/runs/**", timeout=PATIENCE)
        return self.download("a[download][href$='/files/pdf/']")

    def tick_kind(self, name: str, value: str):
        """Tick a kind of work in the list of its family, which is opened first."""
        box = self.page.locator(f"[name='{name}'][value='{value}']")
        family = self.page.locator("details", has=box)
        if family.get_attribute("open") is None:
            family.locator("summary").press("Enter")
        box.check()

    def publish_from(self, first):
        """On the page where one publishes: let the document hold from this day, and wait for all to be valued anew."""
        self.page.fill("[name=first]", first.isoformat())
        self.page.click("main form .btn-primary")
        self.page.locator(".tag-met:has-text('生效中')").first.wait_for(timeout=PATIENCE)
        self.page.locator("#job").wait_for(state="detached", timeout=PATIENCE)
        self.page.wait_for_load_state()

    def download(self, selector: str) -> bytes:
        with self.page.expect_download() as taken:
            self.page.click(selector)
        return Path(taken.value.path()).read_bytes()

    def barriers(self) -> list[str]:
        """What axe calls serious or critical on this page."""
        return barriers(self.loaded)

    def scrolls_sideways(self, view) -> bool:
        self.page.set_viewport_size(view)
        return self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    def links(self) -> list[str]:
        """Addresses of our own this page leads to, without what is behind the question mark."""
        found = self.loaded.eval_on_selector_all("a[href]:not([download])", HREFS)
        return [re.split("[?#]", link)[0] for link in found if link.startswith("/")]


HREFS = "links => links.map((link) => link.getAttribute('href'))"


def page_name(path: str) -> str | None:
    """The URL name of a path; None for one that is not a page."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def text_of(pdf: bytes) -> str:
    """All the words of a PDF, without the breaks between lines."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
