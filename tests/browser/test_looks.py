"""Every page a person can walk to: no sideways scrolling, nothing serious for axe, no dead link."""

from collections import deque

import pytest

from tests.browser.barriers import barriers_at_sizes
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import page_name

# Followed, these do not show a page of ours but do something, send a file, or open the API's own documentation.
NOT_PAGES = {
    "staff:log_out", "jobs:job_file", "reports:sign_in_sheet", "api:docs", "api:schema", "portfolio:work_proof",
    "declarations:declaration_proof", "declarations:draft_file",
}  # fmt: skip
# What each role sees in its own way; other pages are looked at once, as the first who can open them.
OWN_WAY = {"portal:home", "activities:activity_detail", "staff:staffmember_detail"}


def walk(visitor, known):
    """Open one page of each name that links lead to, beginning at home: (name, status) as each is open."""
    waiting, seen = deque(["/"]), set()
    while waiting:
        path = waiting.popleft()
        name = page_name(path)
        if name is None or name in seen or name in NOT_PAGES or name in known - OWN_WAY:
            continue
        seen.add(name)
        yield name, visitor.open(path)
        waiting.extend(visitor.links())
    known |= seen


def faults_of(person, status) -> list[str]:
    """Begins with the size the page was opened at, so that each is opened at another size than the one before."""
    found = [] if status == 200 else [f"status {status}"]
    views = sorted((PHONE, DESK), key=lambda view: view != person.page.viewport_size)
    for view, barriers in barriers_at_sizes(person.page, views):
        if person.scrolls_sideways(view):
            found.append(f"scrolls sideways at {view['width']} px")
        found += barriers
    return found


def test_every_page_fits_the_screen_and_is_open_to_all(visitor, log_ins):
    known, faults = set(), {}
    for role in ("office", "principal", "leader", "teacher"):
        person = visitor().log_in(*log_ins[role])
        for name, status in walk(person, known):
            if found := faults_of(person, status):
                faults[f"{name} as {role}"] = found
    assert not faults, "\n" + "\n".join(f"{page}: {found}" for page, found in faults.items())
    assert len(known) > 60, sorted(known)


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_the_log_in_page_fits_the_screen_and_is_open_to_all(visitor, view):
    anyone = visitor(view)
    assert faults_of(anyone, anyone.open("/log-in/")) == []
