"""The map of regulations names presets, requirements and tests that exist, and every preset stands in it."""

import re
from pathlib import Path

import pytest

from apps.credits.presets import preset_packs
from apps.requirements.presets import preset_scheme, preset_schemes

ROOT = Path(__file__).parents[3]
MAP = (ROOT / "docs" / "regulations.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", MAP))


def test_every_test_it_names_exists():
    named = {name for name in NAMED if name.startswith("test_") and not name.endswith(".py")}
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 40
    assert named - known == set()


def test_every_requirement_it_names_stands_in_its_scheme():
    named = {tuple(name.split("/")) for name in NAMED if re.fullmatch(r"[a-z0-9-]+/[a-z-]+", name)}
    known = {(name, one.code) for name in preset_schemes() for one in preset_scheme(name).requirements}
    assert len(named) > 40
    assert named - known == set()


@pytest.mark.parametrize("name", sorted(({*preset_packs(), *preset_schemes()}) - {"default", "school-hours"}))
def test_every_ready_pack_and_scheme_has_its_place(name):
    assert any(found == name or found.startswith(f"{name}/") for found in NAMED)


def test_every_point_and_regulation_has_its_row():
    points = re.findall(r"^\| (\d+) \|", MAP, re.MULTILINE)
    assert points == [str(n) for n in range(1, 22)]
    first = " ".join(re.findall(r"^\| (R[^|]+)\|", MAP, re.MULTILINE))
    wanted = [2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 17, 18, 19, 21, 22, 23, 27]
    assert [int(n) for n in re.findall(r"R(\d+)", first)] == wanted
