"""What may stand in a field: one declaration from which YAML is read, checked and written.

A dataclass declares each field with ``item(Type)``. ``Type.read`` turns a YAML node into the value and reports what
is wrong with line and key; ``Type.plain`` turns the value back. A form can be built from the same declarations.
"""

import dataclasses
import difflib
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import yaml

from apps.credits.rules.numbers import exact
from apps.credits.rules.problems import Problem
from apps.credits.rules.words import OPEN, Names, longest

NUMBER = re.compile(r"-?\d{1,9}(\.\d+)?")
# In one list: rules of a document, tiers of a rule, words ticked.
MOST_ITEMS = 200
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
UNKEPT = re.compile("[\x00-\x08\ud800-\udfff]")  # what no database, or no file, holds


class Unreadable(Exception):
    """A value that could not be read; what is wrong has been reported."""


@dataclass
class Reading:
    """One document on its way in: the names it may use, what was wrong, where everything stands."""

    names: Names
    problems: list[Problem] = field(default_factory=list)
    marks: dict[tuple, tuple[int, int]] = field(default_factory=dict)

    def mark(self, path: tuple, node) -> None:
        """Remember where something stands; data that is no text has no lines."""
        if node.start_mark is not None:
            self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)

    def place(self, path: tuple) -> tuple[int, int]:
        """Line and column of what the path leads to, or of the nearest thing around it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (0, 0))

    def report(self, code: str, path: tuple, **params) -> None:
        self.problems.append(Problem(code, path, params, *self.place(path)))

    def refuse(self, code: str, path: tuple, **params) -> Unreadable:
        self.report(code, path, **params)
        return Unreadable(code)


def item(kind: "Type", default=MISSING, *, key: str = "") -> dataclasses.Field:
    """A field of a rule; ``key`` is its name in YAML where Python has another use for the word."""
    return field(default=default, metadata={"type": kind, "key": key})


def items(cls) -> dict[str, dataclasses.Field]:
    """The declared fields of a class by their key in YAML, in order."""
    return {(f.metadata["key"] or f.name): f for f in dataclasses.fields(cls) if "type" in f.metadata}


def hint(value: str, known) -> str:
    close = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f"，是不是“{close[0]}”" if close else ""


def scalar(node, at: Reading, path: tuple) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise at.refuse("not_scalar", path)
    if UNKEPT.search(node.value):
        raise at.refuse("unkept_sign", path)
    return node.value.strip()


class Type:
    """One kind of value. ``read`` raises Unreadable after reporting what is wrong."""

    def read(self, node, at: Reading, path: tuple):
        raise NotImplementedError

    def plain(self, value):
        return value


@dataclass(frozen=True)
class Text(Type):
    limit: int = 200

    def read(self, node, at, path):
        value = scalar(node, at, path)
        if not value or (value in ("null", "~") and node.style is None):
            raise at.refuse("text_empty", path)
        if len(value) > self.limit:
            raise at.refuse("text_long", path, limit=self.limit)
        return value


class Code(Type):
    def read(self, node, at, path):
        value = scalar(node, at, path)
        if not CODE.fullmatch(value):
            raise at.refuse("bad_code", path, value=value)
        return value


@dataclass(frozen=True)
class Amount(Type):
    """A number without a float on the way, at most two places so that the ledger can hold it."""

    least: Decimal = Decimal(0)
    most: Decimal = Decimal(99999)
    places: int = 2

    def read(self, node, at, path):
        text = scalar(node, at, path)
        if node.style is not None or not NUMBER.fullmatch(text):
            raise at.refuse("not_number", path, value=text)
        value = Decimal(text)
        if value < self.least:
            raise at.refuse("too_small", path, value=text, least=self.least)
        if value > self.most:
            raise at.refuse("too_big", path, value=text, most=self.most)
        if -value.normalize().as_tuple().exponent > self.places:
            raise at.refuse("too_fine", path, value=text, places=self.places)
        return value


@dataclass(frozen=True)
class Whole(Type):
    least: int = 0
    most: int = 99999

    def read(self, node, at, path):
        value = Amount(Decimal(self.least), Decimal(self.most), 6).read(node, at, path)
        if value != int(value):
            raise at.refuse("not_whole", path, value=node.value)
        return int(value)


class Share(Type):
    """A part of a whole: 2/3, 50%, 0.5; never more than the whole."""

    def read(self, node, at, path):
        text = scalar(node, at, path)
        number, percent = (text[:-1], 100) if text.endswith("%") else (text, 1)
        fits = NUMBER.fullmatch(number) or (percent == 1 and re.fullmatch(r"\d{1,4}/[1-9]\d{0,3}", number))
        if not fits:
            raise at.refuse("not_share", path, value=text)
        value = Fraction(number) / percent
        if value > 1:
            raise at.refuse("share_over_one", path, value=text)
        if value < 0:
            raise at.refuse("too_small", path, value=text, least=0)
        return value

    def plain(self, value):
        text = exact(value)
        return text if "/" in text else Decimal(text)


class Day(Type):
    def read(self, node, at, path):
        text = scalar(node, at, path)
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            raise at.refuse("not_date", path, value=text) from None


class MonthDay(Type):
    """``start`` or ``end`` of the period, or a day of its year such as 09-01."""

    def read(self, node, at, path):
        text = scalar(node, at, path)
        try:
            if text not in ("start", "end"):
                if not re.fullmatch(r"\d{2}-\d{2}", text):
                    raise ValueError(text)
                date.fromisoformat(f"2001-{text}")
            return text
        except ValueError:
            raise at.refuse("not_month_day", path, value=text) from None


class Flag(Type):
    def read(self, node, at, path):
        text = scalar(node, at, path)
        if text not in ("true", "false"):
            raise at.refuse("not_flag", path, value=text)
        return text == "true"


@dataclass(frozen=True)
class Choice(Type):
    """One of a few fixed values, each with its Chinese."""

    choices: tuple[str, ...]

    def read(self, node, at, path):
        value = scalar(node, at, path)
        if value not in self.choices:
            raise at.refuse("unknown_choice", path, value=value, choices="、".join(self.choices))
        return value


@dataclass(frozen=True)
class Word(Type):
    """A code of one of the lists of names; a kind is ``family/code``, or a whole family."""

    list: str

    def read(self, node, at, path):
        value = scalar(node, at, path)
        if not at.names.knows(self.list, value):
            known = [*at.names.lists[self.list], *(at.names.lists["family"] if self.list == "kind" else ())]
            said = hint(value, known)
            raise at.refuse("unknown_word", path, value=value, hint=said, list=self.list)
        if self.list in OPEN and len(at.names.of(self.list, value)) > longest(self.list):
            raise at.refuse("text_long", path, limit=longest(self.list))
        return value


@dataclass(frozen=True)
class Many(Type):
    """A list without repetitions, not empty and not endless."""

    of: Type

    def read(self, node, at, path):
        if not isinstance(node, yaml.SequenceNode):
            raise at.refuse("not_list", path)
        if not node.value:
            raise at.refuse("empty_list", path)
        if len(node.value) > MOST_ITEMS:
            raise at.refuse("too_many", path, limit=MOST_ITEMS, n=len(node.value))
        values, whole = [], True
        for n, child in enumerate(node.value):
            at.mark((*path, n), child)
            try:
                value = self.of.read(child, at, (*path, n))
            except Unreadable:
                whole = False
                continue
            if isinstance(value, str) and value in values:
                at.report("repeated_item", (*path, n), value=value)
                whole = False
            values.append(value)
        if not whole:
            raise Unreadable
        return tuple(values)

    def plain(self, value):
        return [self.of.plain(v) for v in value]


def pairs(node, at: Reading, path: tuple):
    """The keys of a mapping and their nodes, each marked; a key that comes twice is reported."""
    if not isinstance(node, yaml.MappingNode):
        raise at.refuse("not_mapping", path)
    seen = {}
    for key_node, child in node.value:
        key = scalar(key_node, at, path)
        at.mark((*path, key), key_node)
        if key in seen:
            at.report("repeated_key", (*path, key), key=key)
            continue
        seen[key] = child
    return seen


@dataclass(frozen=True)
class Table(Type):
    """``key: value`` for each word of a list; kept as pairs, so that it can be compared and hashed."""

    keys: Type
    values: Type

    def read(self, node, at, path):
        found, whole = [], True
        for key, child in pairs(node, at, path).items():
            try:
                code = self.keys.read(yaml.ScalarNode("", key), at, (*path, key))
                found.append((code, self.values.read(child, at, (*path, key))))
            except Unreadable:
                whole = False
        if not whole:
            raise Unreadable
        if not found:
            raise at.refuse("empty_list", path)
        return tuple(found)

    def plain(self, value):
        return {self.keys.plain(k): self.values.plain(v) for k, v in value}


@dataclass(frozen=True)
class Part(Type):
    """A mapping that is a dataclass of its own; given as a function for a class that holds itself."""

    cls: object

    def read(self, node, at, path):
        return read_items(self.kind, pairs(node, at, path), at, path)

    @property
    def kind(self):
        return self.cls if isinstance(self.cls, type) else self.cls()

    def plain(self, value):
        return plain(value)


@dataclass(frozen=True)
class Variant(Type):
    """A mapping whose ``type`` says which dataclass it is."""

    classes: Mapping[str, type]

    def __hash__(self):
        return hash(tuple(self.classes))

    def read(self, node, at, path):
        found = pairs(node, at, path)
        if "type" not in found:
            raise at.refuse("missing_key", path, key="type")
        name = scalar(found.pop("type"), at, (*path, "type"))
        if name not in self.classes:
            raise at.refuse("unknown_type", (*path, "type"), value=name, hint=hint(name, self.classes))
        return read_items(self.classes[name], found, at, path)

    def plain(self, value):
        name = next(name for name, cls in self.classes.items() if type(value) is cls)
        return {"type": name, **plain(value)}


def read_items(cls, found: dict, at: Reading, path: tuple):
    """An object of a dataclass from the nodes of a mapping. Raises Unreadable when any of them is wrong."""
    known, values, whole = items(cls), {}, True
    for key, node in found.items():
        if key not in known:
            at.report("unknown_key", (*path, key), key=key, hint=hint(key, known))
            whole = False
            continue
        try:
            values[known[key].name] = known[key].metadata["type"].read(node, at, (*path, key))
        except Unreadable:
            whole = False
    for key, declared in known.items():
        if key not in found and declared.default is MISSING:
            at.report("missing_key", path, key=key)
            whole = False
    if not whole:
        raise Unreadable
    return cls(**values)


def plain(value) -> dict:
    """An object as nested plain data by its keys, without what is left at its default."""
    said = {}
    for key, declared in items(type(value)).items():
        held = getattr(value, declared.name)
        if held != declared.default:
            said[key] = declared.metadata["type"].plain(held)
    return said
