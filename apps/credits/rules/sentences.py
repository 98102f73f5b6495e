"""Each rule as one plain Chinese sentence, made from its data alone."""

from apps.credits.rules.calendars import OF_WORK, PERIODS
from apps.credits.rules.numbers import MODES, share_spoken, spoken
from apps.credits.rules.packs import Pack
from apps.credits.rules.verbs import (
    BY,
    QUANTITIES,
    SAME,
    VALUING,
    Cap,
    Convert,
    CountPart,
    Deduct,
    Multiply,
    Need,
    Once,
    Reach,
    Round,
    Rule,
    Source,
    Tiers,
    Treat,
    Trigger,
    Worth,
    Zero,
)
from apps.credits.rules.where import ANY, OTHERWISE, condition_said, work_said
from apps.credits.rules.words import UNITS, Names

# Of these only the first rule that fits is applied.
FIRST_FITS = (*VALUING, Convert, Round)
BY_SAID = {
    "level": "级别",
    "part": "身份",
    "place": "地点",
    "attendance": "考勤",
    "kind": "种类",
    "category": "类别",
}


def sentence(rule: Rule, pack: Pack, names: Names | None = None) -> str:
    """What the rule says. ``names`` are the words of the school; by default those of the pack alone."""
    names = names or pack.words
    said = SAYING[type(rule)](rule, names, unit_of(rule, pack)) + "。"
    if rule.where == ANY and isinstance(rule, FIRST_FITS) and follows(rule, pack):
        said = said.replace(OTHERWISE, "其余工作", 1)
    return said


def unit_of(rule: Rule, pack: Pack) -> str:
    """Before they are converted into credits, values are hours."""
    before = isinstance(rule, VALUING) and any(isinstance(other, Convert) for other in pack.rules)
    return UNITS["hours" if before else pack.gives]


def follows(rule: Rule, pack: Pack) -> bool:
    """Whether a rule of the same type stands before it, and so is asked first."""
    return any(type(other) is type(rule) for other in pack.rules[: pack.rules.index(rule)])


def sentences(pack: Pack, names: Names | None = None) -> list[str]:
    return [sentence(rule, pack, names) for rule in pack.rules]


def per_said(per: str) -> str:
    return PERIODS[per]


def table_said(table, by: str, names: Names, form: str) -> str:
    return "、".join(form.format(names.of(BY[by], key), spoken(value)) for key, value in table)


def _treat(rule: Treat, names: Names, unit: str) -> str:
    work, to, said = work_said(rule.where, names), rule.to, []
    if to.category:
        said.append(f"归入“{names.of('category', to.category)}”")
    others = [(name, getattr(to, name)) for name in BY if name != "category" and getattr(to, name)]
    if others:
        said.append("视为" + "、".join(names.of(BY[name], code) for name, code in others))
    if to.aside is not None:
        said.append("只作记录，不计入周期" if to.aside else "计入周期")
    return work + "，".join(said)


def _source(source: Source, names: Names, unit: str) -> str:
    quantity = QUANTITIES[source.of]
    if source.bands:
        bands = "、".join(
            f"{f'{spoken(b.least)}分及以上' if b.least else '其余'}计{spoken(b.gives)}" for b in source.bands
        )
        return f"按平均得分计：{bands}{unit}"
    breaks = "（含休息时间）" if source.of == "minutes" and source.with_breaks else ""
    per = f"每{'' if source.per == 1 else spoken(source.per)}{quantity}{breaks}"
    if source.table:
        return f"按{BY_SAID[source.by]}{per}计：{table_said(source.table, source.by, names, '{}{}')}{unit}"
    if source.of == "hours":
        as_declared = source.per == 1 and source.gives == 1
        return (
            "按活动、申报或证书写明的学时计"
            if as_declared
            else f"申报的学时每{spoken(source.per)}计{spoken(source.gives)}{unit}"
        )
    return f"{per}计{spoken(source.gives)}{unit}"


def _worth(rule: Worth, names: Names, unit: str) -> str:
    said = [_source(source, names, unit) for source in rule.sources]
    otherwise = "；没有写明的，" if rule.sources[0].of == "hours" else "；没有这项数据的，"
    return work_said(rule.where, names) + "，" + otherwise.join(said)


def _tiers(rule: Tiers, names: Names, unit: str) -> str:
    quantity, said, before = QUANTITIES[rule.of], [], 0
    for tier in rule.tiers:
        if tier.up_to is None:
            start = "以后" if before else ""
        else:
            start = (
                f"前{spoken(tier.up_to)}{quantity}"
                if not before
                else f"第{spoken(before + 1)}至{spoken(tier.up_to)}{quantity}"
            )
        said.append(f"{start}每{quantity}计{spoken(tier.each)}{unit}" if tier.each else f"{start}不计")
        before = tier.up_to
    return f"{work_said(rule.where, names)}{per_said(rule.per)}{'，'.join(said)}"


def _reach(rule: Reach, names: Names, unit: str) -> str:
    quantity = QUANTITIES[rule.of]
    said = [f"满{spoken(r.at)}{quantity}共计{spoken(r.gives)}{unit}" for r in rule.rungs]
    said.append(f"不满{spoken(rule.rungs[0].at)}{quantity}不计")
    return f"{work_said(rule.where, names)}{per_said(rule.per)}{'，'.join(said)}"


def _convert(rule: Convert, names: Names, unit: str) -> str:
    return f"{work_said(rule.where, names)}每{spoken(rule.hours)}学时折算{spoken(rule.gives)}{unit}"


def _multiply(rule: Multiply, names: Names, unit: str) -> str:
    work = work_said(rule.where, names)
    if rule.factor is not None:
        return f"{work}乘以{exact_said(rule.factor)}"
    return f"{work}按{BY_SAID[rule.by]}乘以倍数：{table_said(rule.table, rule.by, names, '{}{}倍')}"


def exact_said(number) -> str:
    return format(number.normalize(), "f")


def _round(rule: Round, names: Names, unit: str) -> str:
    each = "每项" if rule.per == "item" else f"{per_said(rule.per)}合计"
    return f"{work_said(rule.where, names)}{each}以{spoken(rule.to)}{unit}为单位，零头{MODES[rule.mode]}"


def _need(rule: Need, names: Names, unit: str) -> str:
    needs = [condition_said(name, rule.has, names) for name in rule.has.__dataclass_fields__]
    shown = "、".join(text for text in needs if text)
    return f"{work_said(rule.where, names)}须满足：{shown}，否则不计"


def _trigger(trigger: Trigger, names: Names) -> str:
    states = names.listed("attendance", trigger.attendance, last="或") or "缺勤"
    if trigger.times is not None:
        return f"{states}满{trigger.times}次"
    return f"{states}的时间达到{share_spoken(trigger.share)}"


def _zero(rule: Zero, names: Names, unit: str) -> str:
    when = "，或".join(_trigger(t, names) for t in rule.when)
    return f"{work_said(rule.where, names)}{per_said(rule.per)}{when}的，全部清零"


def _once(rule: Once, names: Names, unit: str) -> str:
    best = "级别最高" if rule.keep == "level" else "分值最高"
    when = "" if rule.per == "ever" else per_said(rule.per)
    return f"{SAME[rule.same]}的{work_said(rule.where, names)}{when}只计一次，取{best}的一项"


def _cap(rule: Cap, names: Names, unit: str) -> str:
    together = "" if rule.per in OF_WORK else "合计"
    work = work_said(rule.where, names)
    return f"{work}{per_said(rule.per)}{together}最多计{spoken(rule.at_most)}{unit}"


def _part(rule: CountPart, names: Names, unit: str) -> str:
    return f"{work_said(rule.where, names)}封顶之后按{share_spoken(rule.share)}计入"


def _deduct(rule: Deduct, names: Names, unit: str) -> str:
    work = work_said(rule.where, names)
    if rule.by:
        cost = "、".join(f"{names.of(BY[rule.by], k)}每次扣{spoken(v)}{unit}" for k, v in rule.table)
    else:
        cost = f"每次扣{spoken(rule.amount)}{unit}"
    until = "可以扣成负数" if rule.below_zero else f"{per_said(rule.per)}扣完为止"
    return f"{work}{'' if rule.where == ANY else '，'}{cost}，{until}"


SAYING = {
    Treat: _treat,
    Worth: _worth,
    Tiers: _tiers,
    Reach: _reach,
    Convert: _convert,
    Multiply: _multiply,
    Round: _round,
    Need: _need,
    Zero: _zero,
    Once: _once,
    Cap: _cap,
    CountPart: _part,
    Deduct: _deduct,
}
