"""What must come from the operating system: Pango for PDF, a browser for the tests, an account."""

import ctypes
import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from launcher.say import Stop, say

# file that WeasyPrint opens: Debian package that brings it
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
ACCOUNT = "schoolresearch-db"


def need_pdf_libraries():
    missing = [package for file, package in PDF_LIBRARIES.items() if not _can_load(file)]
    need_packages(missing, "printing PDF")


def need_venv():
    """Debian keeps the part of Python that makes virtual environments in a package of its own."""
    if find_spec("ensurepip") is None:
        need_packages(["python3-venv"], "making a Python environment")


def need_browser():
    """The path of a Chromium for the tests."""
    if _browser() is None:
        need_packages(["chromium"], "the browser tests")
    return _browser()


def _browser():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _can_load(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_packages(packages, purpose):
    """Install Debian packages when that is allowed, otherwise say the one command to type."""
    if not packages:
        return
    names = " ".join(packages)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Stop(f"{purpose} needs system packages; type: sudo apt-get install {names}")
    say(f"Installing {names} (for {purpose}) …")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise Stop(f"apt-get could not install {names}: {reason[0]}")


def service_account():
    """Whom database and queue run as when started by root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        say(f"Making the system account {ACCOUNT}, because PostgreSQL does not run as root.")
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise Stop(
            f"PostgreSQL does not run as root and the account {ACCOUNT} cannot be made; "
            "start as an ordinary user, or set DATABASE_URL and REDIS_URL."
        ) from None
    return pwd.getpwnam(ACCOUNT)


def let_through(account, path):
    """Let the account pass the folders above `path`; only passing, not listing, is added."""
    for folder in Path(path).resolve().parents:
        mode = folder.stat().st_mode
        if folder.stat().st_uid != account.pw_uid and not mode & 0o001:
            folder.chmod(mode | 0o001)
            say(f"Letting {account.pw_name} pass through {folder} (chmod o+x).")


def let_read(path):
    """Make an installed folder readable for all, when a strict umask has made it private."""
    if path.stat().st_mode & 0o005 == 0o005:
        return
    for each in [path, *path.rglob("*")]:
        mode = each.stat().st_mode
        each.chmod(mode | (0o055 if mode & 0o100 or each.is_dir() else 0o044))
