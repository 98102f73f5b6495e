"""Finds every translatable text of the code and says which app it belongs to."""

import io
from pathlib import Path

import django
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_ENDINGS = {".html", ".txt"}

settings.configure(USE_I18N=False)
django.setup()


def apps():
    """Every app's name, core first: what several apps say lands in the first of them."""
    names = [path.parent.name for path in ROOT.glob("apps/*/apps.py")]
    return sorted(names, key=lambda name: (name != "core", name))


def texts_of(app):
    """{(msgid or (singular, plural), context): sorted file names} for one app."""
    found = {}
    for path in files_of(app):
        for key in texts_in(path):
            found.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return {key: sorted(names) for key, names in found.items()}


def files_of(app):
    """The app's modules and templates; the project package and shared templates go with core."""
    names = apps()
    yield from _modules(ROOT / "apps" / app)
    yield from _templates(ROOT / "templates" / app)
    if app == "core":
        yield from _modules(ROOT / "schoolresearch")
        for path in _templates(ROOT / "templates"):
            if path.relative_to(ROOT / "templates").parts[0] not in names:
                yield path


def _modules(folder):
    return (p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts)


def _templates(folder):
    return (p for p in sorted(folder.rglob("*")) if p.suffix in TEMPLATE_ENDINGS)


def texts_in(path):
    """The texts of one file as (msgid, context)."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template is calls among runs of X; indentation would only confuse.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    stream = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract("python", stream, KEYWORDS, (), options):
        yield message, context
