"""Addresses that are asked for often: of pages about one row, in lists that hold hundreds of them, and of the menu."""

from functools import cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse


def page(name: str) -> str:
    """The address named ``name`` that has no arguments: ``reverse`` once a process."""
    return _plain(name, get_urlconf(), get_script_prefix())


@cache
def _plain(name: str, urlconf, prefix: str) -> str:
    return reverse(name)


def page_of(name: str, pk: int | UUID) -> str:
    """The address named ``name`` whose only argument is a key: ``reverse`` once a name, not once a row."""
    before, after = _around(name, isinstance(pk, UUID), get_urlconf(), get_script_prefix())
    return f"{before}{pk}{after}"


@cache
def _around(name: str, takes_uuid: bool, urlconf, prefix: str) -> tuple[str, str]:
    """What stands before and after the key; both change with the server's configuration only."""
    mark = UUID(int=8801) if takes_uuid else 8801
    before, _, after = reverse(name, args=[mark]).rpartition(str(mark))
    return before, after
