"""Words for the person at the terminal, on standard error: standard output is the commands' own."""

import sys


class Stop(Exception):
    """The command cannot go on; the text is one clear sentence saying why and what to do."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def complain(problem):
    say(f"SchoolResearch: {problem}")
