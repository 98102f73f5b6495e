"""bin/test: every check and test, on services of its own; with arguments, pytest with these."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launcher import environment, install, system
from launcher.paths import PYTHON, ROOT, DataDir
from launcher.say import say
from launcher.services import Services

# What no test of tests/project holds.
CHECKS = {
    "code style": [PYTHON, "-m", "ruff", "check", "--quiet"],
    "code format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
    "production settings": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main(arguments):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # tidy up then, too
    install.everything(with_tests=True)
    browser = system.need_browser()
    folder = Path(tempfile.mkdtemp(prefix="schoolresearch-test-"))
    data = DataDir(folder)
    data.create()
    os.environ.update(DATA_DIR=str(folder), DATABASE_URL="", REDIS_URL="")
    services = Services(data, fast=True)
    try:
        services.start()
        variables = test_environment(data, services) | {"CHROMIUM": browser}
        with ThreadPoolExecutor(os.cpu_count() or 2) as side_by_side:
            static = side_by_side.submit(collect_static_files, variables)
            failed = [] if arguments else run_checks(variables, side_by_side)
            static.result()
        # A temporary folder of its own as well: pytest's common one is swept by other runs.
        own_folder = f"--basetemp={folder / 'pytest'}"
        status = run_tests([own_folder, *(arguments or everything())], variables)
    finally:
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)
    if failed:
        say(f"Failed checks: {', '.join(failed)}")
    return status or bool(failed)


def test_environment(data, services):
    """Nothing of the caller's own settings; plain HTTP, as the demo has it."""
    for name in [name for name in os.environ if name.startswith("SCHOOLRESEARCH_")]:
        del os.environ[name]
    return environment.for_django(data, services)


def run_checks(variables, side_by_side):
    """Run them all; what a failed one said is shown. Returns the names of those that failed."""
    failed = []
    done = side_by_side.map(lambda command: run_check(command, variables), CHECKS.values())
    for name, (seconds, status, said) in zip(CHECKS, done, strict=True):
        say(f"{name:<20} {'failed' if status else 'ok':<7} {seconds:.1f} s")
        if status:
            say(said)
            failed.append(name)
    return failed


def run_check(command, variables):
    """(seconds, exit status, what it said)."""
    started = time.monotonic()
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=production(variables) if "--deploy" in command else variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return time.monotonic() - started, done.returncode, done.stdout


def production(variables):
    """What a real installation would set."""
    return variables | {
        "SCHOOLRESEARCH_DEMO": "0",
        "SCHOOLRESEARCH_HOSTS": "school.example.cn",
        "SCHOOLRESEARCH_ORIGINS": "https://school.example.cn",
        "SCHOOLRESEARCH_PROXY": "1",
    }


def collect_static_files(variables):
    command = [PYTHON, "-m", "schoolresearch.prepare", "static"]
    subprocess.run(command, cwd=ROOT, env=variables, check=True, stderr=subprocess.DEVNULL)


def everything():
    """One process more than there are processors: some tests wait for what they have started."""
    return ["-n", str((os.cpu_count() or 2) + 1), "--no-loadscope-reorder", "-q"]


def run_tests(arguments, variables):
    """Pytest prints to our standard output; its closing line is the last thing said there."""
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=variables).returncode
