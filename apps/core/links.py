"""Addresses that are asked for often: of pages about one row, in lists that hold hundreds of them, and of the menu."""

from functools import cache

from django.urls import get_script_prefix, get_urlconf, reverse


def page(name: str) -> str:
    """The address named ``name`` that has no arguments: ``reverse`` once a process."""
    return _plain(name, get_urlconf(), get_script_prefix())


@cache
def _plain(name: str, urlconf, prefix: str) -> str:
    return reverse(name)


def page_of(name: str, pk: int) -> str:
    """The address named ``name`` whose only argument is a whole number: ``reverse`` once a name, not once a row."""
    before, after = _around(name, get_urlconf(), get_script_prefix())
    return f"{before}{pk:d}{after}"


@cache
def _around(name: str, urlconf, prefix: str) -> tuple[str, str]:
    """What stands before and after the number; both change with the server's configuration only."""
    mark = "8801"
    before, _, after = reverse(name, args=[int(mark)]).rpartition(mark)
    return before, after
