"""Which fields of a class a form shows at once, which are a press away, and which exclude one another."""

from dataclasses import dataclass

from apps.credits.rules.packs import Pack
from apps.credits.rules.people import Who
from apps.credits.rules.schema import items
from apps.credits.rules.verbs import BY, VERBS, Deduct, Multiply, Source, TakenFor, Trigger
from apps.credits.rules.where import Where


@dataclass(frozen=True)
class Layout:
    """``main`` always shows, ``often`` is added by one press, the ``rare`` rest is folded away. ``how`` lists the
    ways of saying how much, of which one is chosen: the key that is meant each time.
    """

    main: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    how: tuple[tuple[str, str], ...] = ()

    @property
    def how_keys(self) -> set[str]:
        """The keys that show only when their way was chosen."""
        return {key for _way, key in self.how} | ({"by"} if self.has_table else set())

    @property
    def has_table(self) -> bool:
        return any(key == "table" for _way, key in self.how)


def ways(single: str, *others: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """One amount for all, or one for each level, part …, or another way."""
    return (("", single), *((by, "table") for by in BY), *others)


WHERE_OFTEN = ("parts", "level_from", "places", "attendance", "evidence", "who")
WHO_OFTEN = ("posts", "age_under", "years_under", "groups", "group_kinds", "group_roles", "tags")

LAYOUTS: dict[type, Layout] = {
    Pack: Layout(main=("name", "gives", "valid"), often=("document", "note", "author"), rare=("cycle", "code")),
    Where: Layout(
        main=("kinds",),
        often=WHERE_OFTEN,
        rare=tuple(key for key in items(Where) if key not in ("kinds", *WHERE_OFTEN)),
    ),
    Who: Layout(
        main=("of",), often=WHO_OFTEN, rare=tuple(key for key in items(Who) if key not in ("of", *WHO_OFTEN))
    ),
    TakenFor: Layout(main=("category", "attendance", "aside"), often=("kind", "level", "part", "place")),
    Source: Layout(
        main=("of", "per", "gives", "by", "table", "bands"),
        rare=("with_breaks",),
        how=ways("gives", ("bands", "bands")),
    ),
    Multiply: Layout(main=("where", "factor", "by", "table", "clause"), rare=("code",), how=ways("factor")),
    Deduct: Layout(
        main=("where", "amount", "by", "table", "per", "clause"), rare=("below_zero", "code"), how=ways("amount")
    ),
    Trigger: Layout(main=("attendance", "times", "share"), how=(("times", "times"), ("share", "share"))),
}  # fmt: skip


def layout(cls: type) -> Layout:
    """Of a class nobody laid out all fields show, a rule's clause last and its code folded away."""
    if cls not in LAYOUTS:
        keys = list(items(cls))
        if cls in VERBS.values():
            keys = [key for key in keys if key not in ("code", "clause")]
            LAYOUTS[cls] = Layout(main=(*keys, "clause"), rare=("code",))
        else:
            LAYOUTS[cls] = Layout(main=tuple(keys))
    return LAYOUTS[cls]


# Fields that hold the code of another row of the document: (class name, key).
REFERENCES = {("Fill", "from"), ("Requirement", "never_from"), ("Members", "meet")}
