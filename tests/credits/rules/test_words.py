"""The rules speak of the same things as the tables, and need nothing but Python and YAML."""

import subprocess
import sys
from pathlib import Path

import pytest

from apps.activities.choices import CAME, Attended, Part
from apps.credits.choices import Family
from apps.credits.rules.words import AWAY, LEVELS, STANDARD, Names
from apps.groups.choices import GroupKind, Role
from apps.schools.choices import Level
from apps.staff.choices import PostKind, Tier

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("family", Family), ("level", Level), ("post", PostKind), ("tier", Tier), ("group_kind", GroupKind),
        ("group_role", Role),
    ],
)  # fmt: skip
def test_the_lists_are_those_of_the_tables(name, choices):
    assert list(STANDARD[name]) == choices.values


def test_parts_and_states_of_attendance_are_known():
    assert set(Part.values) <= set(STANDARD["part"])
    assert set(Attended.values) <= set(STANDARD["attendance"])


def test_who_came_is_the_same_here_and_in_the_attendance_list():
    assert set(Attended.values) - AWAY == set(CAME)


def test_levels_are_in_order():
    assert list(LEVELS) == Level.values


def test_what_is_called_the_same_is_said_once():
    same = Names().plus(
        {"kind": {"activity/county": "县级活动", "other/county": "县级活动", "activity/salon": "沙龙"}}
    )
    assert same.listed("kind", ["activity/county", "other/county"]) == "县级活动"
    assert (
        same.listed("kind", ["other/county", "activity/salon", "activity/county"], last="或")
        == "县级活动或沙龙"
    )


@pytest.mark.parametrize("package", ["apps/credits/rules", "apps/requirements/rules"])
def test_rules_import_neither_django_nor_a_clock(package):
    names = [path.stem for path in (ROOT / package).glob("*.py") if path.stem != "__init__"]
    modules = [f"{package.replace('/', '.')}.{name}" for name in names]
    code = (
        f"import sys, {', '.join(modules)}; print(*sorted(m for m in sys.modules if m.startswith('django')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    sources = [path.read_text() for path in (ROOT / package).glob("*.py")]
    assert not [text for text in sources for clock in ("today()", "now()", "import time") if clock in text]
