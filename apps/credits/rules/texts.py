"""Packs as YAML: read with every mistake named by line and key, written so that it reads back the same.

Only plain mappings, lists and values: no anchors, no tags, no second document. Numbers are taken from their text,
never through a float.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import yaml

from apps.credits.rules.idle import faults
from apps.credits.rules.packs import Pack, Words, overlaps, problems
from apps.credits.rules.problems import Problem, Refused
from apps.credits.rules.schema import Reading, Unreadable, pairs, plain, read_items
from apps.credits.rules.words import NAMES, Names

LARGEST, DEEPEST = 512 * 1024, 20
# What such a text is called where files have a type.
YAML = "application/yaml"


def read_pack(text: str | bytes, names: Names = NAMES, others: Iterable[Pack] = ()) -> Pack:
    """The pack of a YAML text. ``names`` are the words the school knows, its kinds above all; ``others`` are the
    packs it must not overlap.

    Raises Refused with every mistake.
    """
    return read_document(Pack, text, names, lambda p, n: [*faults(p, n), *overlaps(p, others)]).all_coded()


def pack_of(data: dict, names: Names = NAMES) -> Pack:
    """The pack of plain data, as ``plain`` gives it and JSON keeps it. Raises Refused."""
    return read_data(Pack, data, names, problems).all_coded()


def read_document(cls, text: str | bytes, names: Names, check):
    """An object of ``cls`` from YAML, checked. Raises Refused."""
    return read_node(cls, composed(text), names, check)


def read_data(cls, data: dict, names: Names, check):
    """An object of ``cls`` from plain data (rows, a form, JSON), checked like YAML. Raises Refused, without lines."""
    return read_node(cls, node_of(data), names, check)


def node_of(data) -> yaml.Node:
    """Plain data as the nodes its YAML would have; numbers may also be given as text."""
    if isinstance(data, dict):
        return yaml.MappingNode("", [(node_of(key), node_of(value)) for key, value in data.items()])
    if isinstance(data, (list, tuple)):
        return yaml.SequenceNode("", [node_of(value) for value in data])
    if isinstance(data, bool):
        return yaml.ScalarNode("", "true" if data else "false")
    return yaml.ScalarNode("", "" if data is None else str(data))


def read_node(cls, root: yaml.Node, names: Names, check):
    """The ``names`` of a document are read first, for the rest to use."""
    at = Reading(names)
    at.mark((), root)
    try:
        found = pairs(root, at, ())
        if "names" in found:
            declared = Words().read(found["names"], at, ("names",))
            at.names = names.plus({name: dict(table) for name, table in declared})
        value = read_items(cls, found, at, ())
    except Unreadable:
        raise Refused(unique(at.problems)) from None
    found = [Problem(p.code, p.path, p.params, *at.place(p.path)) for p in check(value, at.names)]
    if at.problems or found:
        raise Refused(unique([*at.problems, *found]))
    return value


def unique(found: list[Problem]) -> list[Problem]:
    kept = {(p.code, p.path, p.params.get("key")): p for p in found}
    return list(kept.values())


def composed(text: str | bytes) -> yaml.Node:
    """The one document of a YAML text as nodes with their marks. Raises Refused."""
    if len(text) > LARGEST:
        raise Refused([Problem("too_large", (), {"limit": LARGEST // 1024})])
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused([Problem("not_text")]) from None
    try:
        refuse_tricks(text)
        node = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise Refused([Problem("not_yaml", (), {"detail": error.problem or error.context}, *place)]) from None
    except yaml.YAMLError as error:
        raise Refused([Problem("not_yaml", (), {"detail": str(error).splitlines()[0]})]) from None
    if node is None:
        raise Refused([Problem("empty")])
    return node


def refuse_tricks(text: str) -> None:
    """Look through the events before anything is built: no anchors, tags, second documents, endless nesting."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Refused([Problem("several_documents", (), {}, *place)])
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused([Problem("alias", (), {}, *place)])
        if getattr(event, "tag", None):
            raise Refused([Problem("tag", (), {"tag": event.tag}, *place)])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise Refused([Problem("too_deep", (), {"limit": DEEPEST}, *place)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key and writes numbers and dates as people do."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data):
        return True


def _number(dumper, value: Decimal):
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(
    date, lambda d, value: d.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())
)


def write_document(value) -> str:
    """A pack or a scheme as YAML, as ``read_document`` reads it; what stands at its default is left out."""
    return yaml.dump(plain(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
