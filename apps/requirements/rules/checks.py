"""What must be true of a scheme before it may be used."""

from collections.abc import Iterator

from apps.credits.rules.calendars import OF_TIME
from apps.credits.rules.packs import repeated, shared_days, validity_faults, walk
from apps.credits.rules.problems import Problem
from apps.credits.rules.verbs import BY
from apps.credits.rules.where import Where
from apps.credits.rules.words import Names
from apps.requirements.rules.schemes import ALL, QUANTITIES, Requirement, Scheme


def problems(scheme: Scheme, names: Names | None = None) -> list[Problem]:
    """Everything that is wrong with a scheme although each field alone is right."""
    names = names or scheme.words
    found = [*validity_faults(scheme.valid, ("valid",)), *repeated(scheme.requirements, "requirements")]
    found += falling(scheme.bands, ("bands",))
    by_code = {r.code: r for r in scheme.requirements}
    for n, requirement in enumerate(scheme.requirements):
        for code, at, params in faults(requirement, scheme, by_code, names):
            found.append(Problem(code, ("requirements", n, *at), params))
    return found + list(circles(scheme))


def overlaps(scheme: Scheme, others) -> list[Problem]:
    """A problem for each other version of the scheme that holds on one of the same days."""
    found = []
    for other in others:
        if other.code == scheme.code and (days := shared_days(scheme.valid, other.valid)):
            params = {"other": f"{other.name} v{other.version}", "first": days[0], "last": days[1] or "今后"}
            found.append(Problem("overlap", ("valid",), params))
    return found


def falling(bands, path) -> Iterator[Problem]:
    if any(b.least >= a.least for a, b in zip(bands, bands[1:], strict=False)):
        yield Problem("not_falling", path)


def faults(requirement: Requirement, scheme: Scheme, by_code: dict, names: Names):
    """(code, path, params) of what is wrong inside one requirement."""
    if requirement.within == "cycle" and scheme.cycle is None:
        yield "cycle_missing", ("within",), {}
    if requirement.each and OF_TIME.index(requirement.each) >= OF_TIME.index(requirement.within):
        yield "period_order", ("each",), {"each": requirement.each, "within": requirement.within}
    if requirement.each and requirement.due_week is not None:
        yield "only_one", ("due_week",), {"keys": "due_week、each"}
    if requirement.weekly:
        yield from weekly_faults(requirement)
    if any(b.least >= a.least for a, b in zip(requirement.bands, requirement.bands[1:], strict=False)):
        yield "not_falling", ("bands",), {}
    for path, part in walk(requirement):
        if isinstance(part, Where) and part.first and part.last and part.last < part.first:
            yield "ends_before_start", (*path, "last"), {}
    yield from amount_faults(requirement)
    yield from matrix_faults(requirement, names)
    yield from fill_faults(requirement, by_code)
    yield from member_faults(requirement, by_code)


def weekly_faults(requirement: Requirement):
    """Only the amount itself can be that of a week; what has another measure of time stands beside it."""
    beside = ("of_which", "matrix", "members", "bands", "borrow")
    for name in beside:
        if getattr(requirement, name):
            yield "only_one", ("weekly",), {"keys": f"weekly、{name}"}
    if requirement.at_most is not None or any(case.at_most is not None for case in requirement.cases):
        yield "only_one", ("weekly",), {"keys": "weekly、at_most"}
    quantity = requirement.measure.quantity
    if quantity in ("score", "cover"):
        yield "one_quantity", ("weekly",), {"quantity": QUANTITIES[quantity], "where": "weekly"}


def amount_faults(requirement: Requirement):
    asks = (
        requirement.at_least, requirement.at_most, requirement.of_which, requirement.matrix, requirement.members,
        requirement.cases, requirement.bands,
    )  # fmt: skip
    quantity = requirement.measure.quantity
    if quantity != "cover" and all(ask in (None, ()) for ask in asks):
        yield "nothing_asked", (), {}
    if quantity in ("score", "cover") and (requirement.of_which or requirement.matrix):
        at = "of_which" if requirement.of_which else "matrix"
        yield "one_quantity", (at,), {"quantity": QUANTITIES[quantity], "where": at}
    if quantity in ("score", "cover") and requirement.each:
        yield "one_quantity", ("each",), {"quantity": QUANTITIES[quantity], "where": "each"}
    rows = [((), requirement)]
    rows += [(("cases", n), case) for n, case in enumerate(requirement.cases)]
    rows += [(("of_which", n), portion) for n, portion in enumerate(requirement.of_which)]
    for path, row in rows:
        if row.at_least is not None and row.at_most is not None and row.at_least > row.at_most:
            yield "least_over_most", (*path, "at_least"), {"least": row.at_least, "most": row.at_most}
    for n, portion in enumerate(requirement.of_which):
        least, most = portion.share_at_least, portion.share_at_most
        amounts = (portion.at_least, portion.at_most, least, most, portion.counts)
        if all(amount is None for amount in amounts):
            yield "nothing_asked", ("of_which", n), {}
        if least is not None and most is not None and least > most:
            yield "least_over_most", ("of_which", n, "share_at_least"), {"least": least, "most": most}
        if requirement.at_most is not None and (portion.at_least or 0) > requirement.at_most:
            params = {"parts": portion.at_least, "total": requirement.at_most}
            yield "parts_over_total", ("of_which", n, "at_least"), params


def matrix_faults(requirement: Requirement, names: Names):
    matrix = requirement.matrix
    if matrix is None:
        return
    for row, column, _least in matrix.cells():
        for by, code in ((matrix.rows, row), (matrix.columns, column)):
            if code != ALL and (not by or not names.knows(BY[by], code)):
                params = {"value": code, "hint": "", "list": BY[by] if by else "columns"}
                yield "unknown_word", ("matrix", "at_least", row), params
    inner = sum(least for row, column, least in matrix.cells() if ALL not in (row, column))
    if requirement.at_most is not None and inner > requirement.at_most:
        yield "parts_over_total", ("matrix",), {"parts": inner, "total": requirement.at_most}


def fill_faults(requirement: Requirement, by_code: dict):
    for n, fill in enumerate(requirement.fills):
        path = ("fills", n, "from")
        source = by_code.get(fill.source)
        if fill.source == requirement.code:
            yield "fills_itself", path, {}
        elif source is None:
            yield "unknown_requirement", path, {"value": fill.source}
        elif (
            source.measure.quantity != requirement.measure.quantity
            and fill.per is None
            and fill.gives is None
        ):
            yield "units_differ", path, {"value": fill.source}
    for n, code in enumerate(requirement.never_from):
        if code not in by_code:
            yield "unknown_requirement", ("never_from", n), {"value": code}
        elif chain := path_from(code, requirement.code, by_code):
            yield "forbidden_fill", ("never_from", n), {"value": code, "chain": " → ".join(chain)}


def member_faults(requirement: Requirement, by_code: dict):
    members = requirement.members
    if members is None:
        return
    if requirement.who.of == "staff":
        yield "members_of_staff", ("members",), {}
    meant = by_code.get(members.meet)
    if meant is None:
        yield "unknown_requirement", ("members", "meet"), {"value": members.meet}
    elif meant.who.of != "staff":
        yield "members_of_groups", ("members", "meet"), {"value": members.meet}
    if (members.share is None) == (members.at_least is None):
        yield (
            ("no_effect" if members.share is None else "only_one"),
            ("members",),
            {"keys": "share、at_least"},
        )


def path_from(source: str, target: str, by_code: dict, seen=()) -> list[str]:
    """How surplus of one requirement can get into another, by way of fills; empty when it cannot."""
    for fill in by_code[target].fills:
        if fill.source == source:
            return [source, target]
        if fill.source in by_code and fill.source not in seen:
            found = path_from(source, fill.source, by_code, (*seen, fill.source))
            if found:
                return [*found, target]
    return []


def circles(scheme: Scheme) -> Iterator[Problem]:
    """A problem at each fill that closes a circle."""
    by_code = {r.code: r for r in scheme.requirements}
    for n, requirement in enumerate(scheme.requirements):
        for m, fill in enumerate(requirement.fills):
            if fill.source in by_code and fill.source != requirement.code:
                chain = path_from(requirement.code, fill.source, by_code)
                if chain:
                    said = {"chain": " → ".join([*chain, requirement.code])}
                    yield Problem("circle", ("requirements", n, "fills", m, "from"), said)


def filling_order(scheme: Scheme) -> list[str]:
    """Codes of the requirements that are filled, each after those it is filled from."""
    by_code, order = {r.code: r for r in scheme.requirements}, []

    def visit(code: str) -> None:
        if code in order or code not in by_code:
            return
        for fill in by_code[code].fills:
            visit(fill.source)
        order.append(code)

    for requirement in scheme.requirements:
        visit(requirement.code)
    return [code for code in order if by_code[code].fills]
