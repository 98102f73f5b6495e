"""Entry point of the commands in bin/: `python bin/launcher COMMAND …`."""

import importlib
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from launcher.say import Stop, complain  # noqa: E402  the path must be set first


def main():
    command, *arguments = sys.argv[1:]
    try:
        return importlib.import_module(f"launcher.{command}").main(arguments)
    except Stop as stop:
        complain(stop)
        return 1
    except KeyboardInterrupt:
        complain("stopped before it was done; the next start goes on from there.")
        return 130


sys.exit(main())
