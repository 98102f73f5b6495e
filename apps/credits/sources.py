"""Which page shows the record behind an entry. Apps above register their kind of source."""

_PAGES = {}


def register(prefix: str, addresses) -> None:
    """``addresses(ids)`` returns {id: URL} for sources ``prefix:id``; ids without a page are left out."""
    _PAGES[prefix] = addresses


def source_key(prefix: str, pk: int) -> str:
    return f"{prefix}:{pk}"


def addresses(source_keys) -> dict[str, str]:
    """The page of each source, one query for each kind of source."""
    by_prefix: dict[str, list[int]] = {}
    for key in source_keys:
        prefix, _, pk = key.partition(":")
        by_prefix.setdefault(prefix, []).append(int(pk))
    found = {}
    for prefix, pks in by_prefix.items():
        if prefix in _PAGES:
            found |= {source_key(prefix, pk): url for pk, url in _PAGES[prefix](pks).items()}
    return found
