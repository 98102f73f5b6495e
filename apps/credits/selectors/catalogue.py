"""The kinds of a school under the names rules know them by."""

from dataclasses import dataclass

from apps.credits.models import EntryKind
from apps.credits.wording import kind_key


@dataclass(frozen=True)
class Catalogue:
    """``names``: kind → ``activity/lecture``, a school's own one by its name; ``waits``: kinds the office confirms."""

    names: dict[int, str]
    waits: frozenset[int]

    @property
    def ids(self) -> dict[str, int]:
        return {name: kind for kind, name in self.names.items()}


def catalogue_of(school_id: int) -> Catalogue:
    """The school's kinds; one query. A kind whose name is taken by a standard code carries its number besides."""
    rows = EntryKind.objects.filter(school_id=school_id).order_by("pk")
    names: dict[str, int] = {}
    waits = set()
    for kind, family, code, name, posts_itself in rows.values_list(
        "pk", "family", "code", "name", "posts_itself"
    ):
        key = kind_key(family, code, name)
        names[f"{key}#{kind}" if key in names else key] = kind
        if not posts_itself:
            waits.add(kind)
    return Catalogue({kind: name for name, kind in names.items()}, frozenset(waits))
