"""Python's search for circular garbage, left aside for work that makes many small things and no circles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is searched meanwhile; for one act, as ``@uncollected()`` or in a ``with``. Thousands of rows and answers
    that are all still in use would be looked through again and again, which takes half as long as making them.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()
