"""The steps of a posted value as plain Chinese sentences, and the answer to "why not more?"."""

from dataclasses import replace
from fractions import Fraction

from apps.credits.rules.numbers import MODES, posted, share_spoken, spoken
from apps.credits.rules.packs import Pack
from apps.credits.rules.sentences import per_said
from apps.credits.rules.steps import Step, cuts
from apps.credits.rules.verbs import BY, QUANTITIES, Convert, Need
from apps.credits.rules.where import condition_said
from apps.credits.rules.words import UNITS, Names

NOTHING = {
    "no_rule": "没有规则给这项工作计值", "away": "没有到场，不计", "validity": "日期不在这套规则的有效期内",
}  # fmt: skip
UNNAMED = {"level": "没有写明级别，无法计值"}


def steps_said(steps, pack: Pack, names: Names | None = None) -> list[str]:
    """One sentence for each step, in order."""
    names = names or pack.words
    return [f"{SAYING[step.name](step, pack, names)}。" for step in steps]


def without_score(step: Step) -> Step:
    """A step as it is said to who must not read a score by itself."""
    if step.name != "band" and step.inputs.get("of") != "score":
        return step
    return replace(step, inputs={name: said for name, said in step.inputs.items() if name != "quantity"})


def why_not_more(steps, pack: Pack, names: Names | None = None) -> list[str]:
    """What was cut and by what: “校本研修每学年封顶24学时，少计3学时。”"""
    names, unit = names or pack.words, UNITS[pack.gives]
    by_rule = {(step.name, step.rule): step for step in steps}
    return [
        f"{SAYING[cut.name](by_rule[cut.name, cut.rule], pack, names)}，少计{spoken(cut.amount)}{unit}。"
        for cut in cuts(steps)
    ]


def _number(text: str) -> str:
    return spoken(Fraction(text))


def unit_at(step: Step, pack: Pack) -> str:
    """What the value is counted in after a step: hours until they are converted."""
    before = step.name in ("worth", "band", "tiers", "reach") and any(
        isinstance(r, Convert) for r in pack.rules
    )
    return UNITS["hours" if before else pack.gives]


def _so(step: Step, pack: Pack) -> str:
    return f"{_exactly(step.value)}{unit_at(step, pack)}"


def _exactly(value: Fraction) -> str:
    """A number to two places, marked when more places follow."""
    return spoken(value) if Fraction(posted(value)) == value else f"约{spoken(value)}"


def _treat(step, pack, names) -> str:
    i = step.inputs
    if i["key"] == "aside":
        return "只作记录，不计入周期" if i["to"] else "计入周期"
    was = f"{names.of(BY[i['key']], i['was'])}" if i["was"] else "未填"
    return f"{'归入' if i['key'] == 'category' else was + '视为'}“{names.of(BY[i['key']], i['to'])}”"


def _worth(step, pack, names) -> str:
    i, unit = step.inputs, unit_at(step, pack)
    for_what = f"（{names.of(BY[i['by']], i['key'])}）" if "by" in i else ""
    if i["of"] == "hours" and i["per"] == i["gives"] == "1" and not for_what:
        return f"按申报或规定的学时，得{_so(step, pack)}"
    quantity = QUANTITIES[i["of"]]
    per = "" if i["per"] == "1" else _number(i["per"])
    rate = f"每{per}{quantity}计{_number(i['gives'])}{unit}{for_what}"
    had = f"{_number(i['quantity'])}{quantity}，" if "quantity" in i else ""
    return f"{had}{rate}，得{_so(step, pack)}"


def _band(step, pack, names) -> str:
    i = step.inputs
    mean = f"平均{_number(i['quantity'])}分，" if "quantity" in i else ""
    return f"{mean}{_number(i['least'])}分及以上计{_so(step, pack)}"


def _tiers(step, pack, names) -> str:
    i = step.inputs
    quantity = QUANTITIES[i["of"]]
    return f"此前已有{_number(i['before'])}{quantity}，这项{_number(i['quantity'])}{quantity}，分段计{_so(step, pack)}"


def _reach(step, pack, names) -> str:
    i = step.inputs
    quantity, total = QUANTITIES[i["of"]], Fraction(i["before"]) + Fraction(i["quantity"])
    missing = [at for at, _gives in i["rungs"] if Fraction(at) > total]
    if step.value:
        return f"累计{spoken(total)}{quantity}，达到要求，计{_so(step, pack)}"
    short = f"，到{_number(missing[0])}{quantity}再计" if missing else "，已经计过"
    return f"累计{spoken(total)}{quantity}{short}"


def _round(step, pack, names) -> str:
    i = step.inputs
    return f"以{_number(i['to'])}{UNITS[pack.gives]}为单位，零头{MODES[i['mode']]}，得{_so(step, pack)}"


def _need(step, pack, names) -> str:
    rule = next((r for r in pack.rules if r.code == step.rule and isinstance(r, Need)), None)
    said = [condition_said(name, rule.has, names) for name in step.inputs["missing"]] if rule else []
    return f"没有满足：{'、'.join(said)}，不计" if said else "没有满足前提，不计"


def _zero(step, pack, names) -> str:
    i = step.inputs
    states = names.listed("attendance", i["attendance"], last="或") or "缺勤"
    if "times" in i:
        return f"{per_said(i['per'])}{states}{i['times']}次，满{i['limit']}次，全部清零"
    missed, limit = share_spoken(Fraction(i["missed"])), share_spoken(Fraction(i["limit"]))
    return f"{per_said(i['per'])}{states}的时间占{missed}，达到{limit}，全部清零"


def _once(step, pack, names) -> str:
    if step.inputs["held"] is None:
        return "同一内容只计一次，已另计一项"
    return f"同一内容已计{_number(step.inputs['held'])}{UNITS[pack.gives]}，只补差额，得{_so(step, pack)}"


def _cap(step, pack, names) -> str:
    i, unit = step.inputs, UNITS[pack.gives]
    return f"{per_said(i['per'])}最多计{_number(i['at_most'])}{unit}，此前已计{_number(i['used'])}，得{_so(step, pack)}"


def _deduct(step, pack, names) -> str:
    i, unit = step.inputs, UNITS[pack.gives]
    why = f"{names.of(BY[i['by']], i['key'])}，" if "by" in i else ""
    said = f"{why}扣{_number(i['amount'])}{unit}"
    if i["available"] is not None and Fraction(i["available"]) < Fraction(i["amount"]):
        said += f"，{per_said(i['per'])}只剩{_number(i['available'])}，扣完为止"
    return f"{said}，得{_so(step, pack)}"


SAYING = {
    "nothing": lambda step, pack, names: (
        UNNAMED.get(step.inputs.get("unnamed")) or NOTHING[step.inputs["why"]]
    ),
    "treat": _treat,
    "worth": _worth,
    "band": _band,
    "tiers": _tiers,
    "reach": _reach,
    "convert": lambda s, pack, n: (
        f"每{_number(s.inputs['hours'])}学时折算{_number(s.inputs['gives'])}{UNITS[pack.gives]}，得{_so(s, pack)}"
    ),
    "multiply": lambda s, pack, n: (
        f"{n.of(BY[s.inputs['by']], s.inputs['key']) + '，' if 'by' in s.inputs else ''}"
        f"乘以{s.inputs['factor']}，得{_so(s, pack)}"
    ),
    "round": _round,
    "need": _need,
    "zero": _zero,
    "once": _once,
    "cap": _cap,
    "part": lambda s, pack, n: f"封顶之后按{share_spoken(Fraction(s.inputs['share']))}计入，得{_so(s, pack)}",
    "deduct": _deduct,
}
