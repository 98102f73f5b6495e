"""What somebody does at the browser, in the words of the page."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
FIND = """async (options) => (await axe.run(document, options)).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`)"""


class Visitor:
    def __init__(self, page, server):
        self.page = page
        self.server = server

    def log_in(self, name: str, password: str):
        self.page.goto("/log-in/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit], main button:not([type])")
        self.page.wait_for_load_state()
        return self

    def open(self, address: str) -> int:
        """The status of the answer."""
        return self.page.goto(address).status

    def barriers(self) -> list[str]:
        """What axe calls serious or critical on this page."""
        self.page.evaluate(AXE())
        return self.page.evaluate(FIND, RULES)

    def scrolls_sideways(self, view) -> bool:
        self.page.set_viewport_size(view)
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def links(self) -> list[str]:
        """Addresses of our own this page leads to, without what is behind the question mark."""
        found = self.page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map((link) => link.getAttribute('href'))"
        )
        return [re.split("[?#]", link)[0] for link in found if link.startswith("/")]


def page_name(path: str) -> str | None:
    """The URL name of a path; None for one that is not a page."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None
