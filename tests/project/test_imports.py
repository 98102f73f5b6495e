"""Apps import downwards only, and so do the layers inside an app (`.importlinter`)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_go_downwards_only():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_only_one_module_of_the_reports_imports_weasyprint():
    """WeasyPrint takes long to load and to print: one module of one app knows it."""
    users = [
        path.relative_to(ROOT).as_posix()
        for folder in ("apps", "schoolresearch")
        for path in (ROOT / folder).rglob("*.py")
        if "import weasyprint" in path.read_text() or "from weasyprint" in path.read_text()
    ]
    assert len(users) <= 1, users
    assert all(user.startswith("apps/reports/") for user in users)
