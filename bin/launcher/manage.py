"""bin/manage: a management command with the services up."""

import signal
import subprocess

from launcher import environment, install
from launcher.paths import PYTHON, ROOT, DataDir
from launcher.say import Stop
from launcher.services import Services, borrowed


def main(arguments):
    """Standard output is the command's own, and so is the exit status."""
    data = DataDir.from_environment()
    data.create()
    install.everything()
    with borrowed(Services(data, dies_with_us=False)) as services:
        variables = environment.for_django(data, services)
        if data.schema_due.exists() and arguments[:1] != ["migrate"]:
            migrate(variables)
            data.schema_due.unlink()
        return call(arguments, variables)


def migrate(variables):
    command = [PYTHON, "manage.py", "migrate", "--verbosity", "0"]
    if subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL).returncode:
        raise Stop("the database could not be prepared; the lines above say why.")


def call(arguments, variables):
    """Run it in the foreground and in the caller's folder, which the names of files are meant from.

    Ctrl-C is for the command, whose end we wait for.
    """
    process = subprocess.Popen([PYTHON, ROOT / "manage.py", *arguments], env=variables)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    status = process.wait()
    return 128 - status if status < 0 else status
