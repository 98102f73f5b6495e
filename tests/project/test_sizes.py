"""Rooms stay livable: no file that nobody wants to open."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *("apps/**/*.py", "schoolresearch/**/*.py", "bin/**/*.py", "tests/**/*.py", "benchmarks/**/*.py"),
    *("static/*.js", "static/*.css"),
]
TEMPLATES = ["templates/**/*.html", "apps/**/templates/**/*.html"]


def longer_than(limit, patterns):
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    assert found
    return {
        path.relative_to(ROOT).as_posix(): lines
        for path in found
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > limit
    }


def test_source_and_test_files_have_at_most_400_lines():
    assert longer_than(400, SOURCES) == {}


def test_templates_have_at_most_150_lines():
    assert longer_than(150, TEMPLATES) == {}
