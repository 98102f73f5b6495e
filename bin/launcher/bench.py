"""bin/bench: how fast it is, on services of its own, as durable as a school's."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from launcher import install
from launcher.paths import PYTHON, ROOT, DataDir
from launcher.services import Services
from launcher.test import test_environment


def main(arguments):
    install.everything(with_tests=True)
    folder = Path(tempfile.mkdtemp(prefix="schoolresearch-bench-"))
    data = DataDir(folder)
    data.create()
    os.environ.update(DATA_DIR=str(folder), DATABASE_URL="", REDIS_URL="")
    services = Services(data)
    try:
        services.start()
        variables = test_environment(data, services)
        return subprocess.run([PYTHON, "-m", "benchmarks", *arguments], cwd=ROOT, env=variables).returncode
    finally:
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)
