"""What the demo school is made of: titles, names and sentences, kept in ``data/*.toml``."""

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
PARTS = ("A Let's talk", "A Let's learn", "B Read and write")


@cache
def text(name: str) -> dict:
    """The contents of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lessons(subject: str, grade: int, volume: str) -> tuple[str, ...]:
    """Lessons of a subject in the half of the textbooks (a or b); eighteen of them."""
    found = text("lessons")[subject]
    words = found.get(f"{grade}{volume}") or found.get(volume) or found[f"3{volume}"]
    if subject == "英语":
        units = enumerate(words.split("|"), start=1)
        return tuple(f"Unit {n} {unit} {part}" for n, unit in units for part in PARTS)
    return tuple(words.split(" "))


def quoted(subject: str, lesson: str) -> str:
    """A lesson as it is named in a title: a text in 《》, anything else in “”, English as it is."""
    if subject in ("语文", "音乐"):
        return f"《{lesson}》"
    if subject == "英语":
        return lesson
    return f"“{lesson}”"
