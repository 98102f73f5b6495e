"""Every page a person can walk to: no sideways scrolling, nothing serious for axe, no dead link."""

from collections import deque

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.people import page_name

pytestmark = pytest.mark.xdist_group("browser")

# Followed, these do not show a page but do something or send a file.
NOT_PAGES = {"staff:log_out", "jobs:job_file"}


def walk(visitor):
    """Open one page of each name that links lead to, beginning at home; (name, status) as each is open."""
    waiting, known = deque(["/"]), set()
    while waiting:
        path = waiting.popleft()
        name = page_name(path)
        if name in known or name in NOT_PAGES:
            continue
        known.add(name)
        yield name, visitor.open(path)
        waiting.extend(visitor.links())


@pytest.mark.parametrize("role", ["office", "principal", "leader", "teacher"])
def test_every_page_fits_and_is_open_to_all(visitor, log_ins, role):
    person = visitor().log_in(*log_ins[role])
    faults, seen = {}, []
    for name, status in walk(person):
        seen.append(name)
        found = [] if status == 200 else [f"status {status}"]
        for view in (PHONE, DESK):
            if person.scrolls_sideways(view):
                found.append(f"scrolls sideways at {view['width']} px")
            found += person.barriers()
        if found:
            faults[name] = found
    assert faults == {}
    assert len(seen) > 12, seen
