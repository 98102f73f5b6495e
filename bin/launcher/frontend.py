"""Picks the few files the pages load out of node_modules, so that only those are served."""

import shutil

from launcher.paths import ROOT

TARGET = ROOT / ".build" / "frontend"
FILES = {
    "vendor/tabler/css/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler/js/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
}


def copy():
    """Lays the files out under .build/frontend, which the settings list as a static folder."""
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, source in FILES.items():
        target = TARGET / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_without_source_map(ROOT / "node_modules" / source), encoding="utf-8")


def _without_source_map(path):
    """The file without the line that points at its source map, which is not shipped."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "sourceMappingURL=" not in line[:40])
