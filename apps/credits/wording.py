"""The words a school's rules may use, and its documents read with them."""

from collections.abc import Iterable

from apps.credits.models import EntryKind
from apps.credits.models.documents import RuleDocument
from apps.credits.rules.drafts import Draft, read_draft
from apps.credits.rules.packs import walk
from apps.credits.rules.verbs import TakenFor
from apps.credits.rules.where import Where
from apps.credits.rules.words import NAMES, Names


def kind_key(family: str, code: str, name: str) -> str:
    """A kind as rules name it: ``activity/lecture``, a school's own one by its name."""
    return f"{family}/{code or name}"


def school_names(school_id: int) -> Names:
    """The standard words and the kinds of the school's catalogue; one query."""
    rows = EntryKind.objects.filter(school_id=school_id).values_list("family", "code", "name")
    return NAMES.plus({"kind": {kind_key(*row): row[2] for row in rows}})


def words_named(school_id: int) -> dict[str, dict[str, str]]:
    """The words that documents of the school, drafts too, name themselves, by list: one query for each sort. Kinds are
    left out: they come into the school's catalogue when a document is published.
    """
    found: dict[str, dict[str, str]] = {}
    for document in RuleDocument.__subclasses__():
        for names in document.objects.filter(school_id=school_id).values_list("names", flat=True):
            for name, table in names.items():
                if name != "kind":
                    found.setdefault(name, {}).update(table)
    return found


def labels_named(school_id: int) -> dict[str, str]:
    """The labels that documents of the school have words for: code → word."""
    return words_named(school_id).get("label", {})


def read(document: RuleDocument, names: Names | None = None) -> Draft:
    """A document as the pure package knows it, finished or not, with everything that is wrong with it."""
    names = names or school_names(document.school_id)
    return read_draft(document.pure, document.data(), document.rows_key, names, document.find_problems)


def kinds_named(value) -> set[str]:
    """The kinds a pack or scheme speaks of, whole families left out."""
    found: set[str] = set()
    for _path, part in _parts(value):
        if isinstance(part, Where):
            found.update(part.kinds)
        elif isinstance(part, TakenFor) and part.kind:
            found.add(part.kind)
        elif getattr(part, "by", "") == "kind":
            found.update(key for key, _value in part.table)
        elif "kind" in (getattr(part, "rows", ""), getattr(part, "columns", "")):  # a matrix of minima
            found.update(code for row, column, _least in part.cells() for code in (row, column))
    return {kind for kind in found if "/" in kind}


def _parts(value) -> Iterable:
    rows = getattr(value, "rules", None) or getattr(value, "requirements", ())
    for row in rows:
        yield from walk(row)


def adapted(data: dict, names: Names) -> dict:
    """A document's plain data in the school's words: kinds it names itself are called by their names, and kinds the
    school has already under that name are the school's.
    """
    declared = data.get("names", {}).get("kind", {})
    known = {(key.partition("/")[0], word): key for key, word in names.lists["kind"].items()}
    renamed = {}
    for key, word in declared.items():
        family = key.partition("/")[0]
        renamed[key] = known.get((family, word), kind_key(family, "", word))
    changed = _renamed({k: v for k, v in data.items() if k != "names"}, renamed)
    own = {renamed[key]: word for key, word in declared.items() if renamed[key] not in names.lists["kind"]}
    lists = {name: table for name, table in data.get("names", {}).items() if name != "kind"}
    lists |= {"kind": own} if own else {}
    return changed | ({"names": lists} if lists else {})


def _renamed(data, renamed: dict[str, str]):
    if isinstance(data, dict):
        return {renamed.get(key, key): _renamed(value, renamed) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(value, renamed) for value in data]
    return renamed.get(data, data) if isinstance(data, str) else data
