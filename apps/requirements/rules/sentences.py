"""Each requirement as one plain Chinese sentence, made from its data alone."""

from collections.abc import Mapping
from decimal import Decimal

from apps.credits.rules.calendars import PERIODS
from apps.credits.rules.numbers import share_spoken, spoken
from apps.credits.rules.people import OF, who_said
from apps.credits.rules.verbs import BY
from apps.credits.rules.where import ANY, condition_said, work_said
from apps.credits.rules.words import NAMES, UNITS, Names
from apps.requirements.rules.schemes import ALL, Fill, Measure, Offset, Portion, Requirement, Scheme

PRO_RATA_SAID = {
    "days": "", "months": "中途到校或离校的按月折算", "none": "中途到校或离校的不折算",
}  # fmt: skip
BY_CASE = "按下列要求"
ALMOST_SAID = {
    "late": "超过了截止日期", "aside": "只作记录，不计入周期", "same": "同一内容已经计过", "away": "没有到场",
    "need": "没有满足计学时的前提", "zero": "所在时段已清零", "once": "同一内容只计一次", "over": "超过上限，不再计",
    "missing": "还没有达到",
}  # fmt: skip


def sentence(requirement: Requirement, scheme: Scheme, names: Names | None = None) -> str:
    """What is owed: “未满40周岁的教职工每学期听课至少16节；其中名师课至少3节，最多计5节。”

    ``names`` are the words of the school; by default those of the scheme alone.
    """
    names = names or scheme.words
    titles = {r.code: r.name for r in scheme.requirements}
    who = who_said(requirement.who, names) or OF[requirement.who.of]
    period = period_said(requirement, scheme)
    cases = [case_said(case, requirement, names) for case in requirement.cases]
    whole = asked(requirement, names, titles)
    if cases and whole.endswith(BY_CASE):
        whole, cases = f"{whole}：{cases[0]}", cases[1:]
    parts = [f"{who}{period}{whole}", *cases]
    parts += [portion_said(portion, requirement.measure, names) for portion in requirement.of_which]
    if requirement.matrix:
        parts.append(matrix_said(requirement, names))
    parts += [offset_said(offset, requirement.measure, names) for offset in requirement.offsets]
    parts += [fill_said(fill, requirement.measure, titles) for fill in requirement.fills]
    parts += extras(requirement, titles)
    return "；".join(parts) + "。"


def sentences(scheme: Scheme, names: Names | None = None) -> list[str]:
    return [sentence(requirement, scheme, names) for requirement in scheme.requirements]


def period_said(requirement: Requirement, scheme: Scheme) -> str:
    period = PERIODS[requirement.within]
    if requirement.within == "cycle" and scheme.cycle:
        period = f"每{scheme.cycle.years}年" + ("（各人起算）" if scheme.cycle.personal else "")
    return f"{period}内，{PERIODS[requirement.each]}" if requirement.each else period


def asked(requirement: Requirement, names: Names, titles: Mapping[str, str]) -> str:
    measure = requirement.measure
    work = work_said(measure.where, names, otherwise="")
    if requirement.members:
        return members_said(requirement, titles)
    if measure.quantity == "cover":
        return f"始终要有{work}"
    same = {"content": "不同内容的", "session": "不同场次的", "course": "不同课程的", "": ""}[
        measure.distinct
    ]
    what = same + (work if measure.where != ANY else "" if measure.quantity in UNITS else "各项工作")
    if measure.quantity == "score":
        what += "的平均得分"
    amount = amount_said(
        requirement.at_least, requirement.at_most, measure, requirement.over, weekly=requirement.weekly
    )
    return f"{what}{amount}" if amount else f"{what}{BY_CASE}"


def amount_said(
    least: Decimal | None, most: Decimal | None, measure: Measure, over: str = "ignored", *, weekly: bool = False
) -> str:  # fmt: skip
    word, often = measure.word, "平均每周" if weekly else ""
    if least == 0 and most is None:
        return "不作要求"
    said = [f"{often}至少{spoken(least)}{word}"] if least is not None else []
    if most is not None:
        said.append(f"不得超过{spoken(most)}{word}" if over == "breach" else f"最多计{spoken(most)}{word}")
    return "，".join(said)


def members_said(requirement: Requirement, titles: Mapping[str, str]) -> str:
    members = requirement.members
    many = f"{share_spoken(members.share)}的" if members.share is not None else f"{members.at_least}名"
    return f"至少有{many}成员达到“{titles[members.meet]}”的要求"


def case_said(case, requirement: Requirement, names: Names) -> str:
    amount = amount_said(case.at_least, case.at_most, requirement.measure, weekly=requirement.weekly)
    return f"{who_said(case.who, names)}{amount}"


def portion_said(portion: Portion, measure: Measure, names: Names) -> str:
    said, word = [], measure.word
    whole = "完成量" if portion.of == "done" else "要求"
    if portion.at_least is not None:
        said.append(f"至少{spoken(portion.at_least)}{word}")
    if portion.share_at_least is not None:
        said.append(f"不少于{whole}的{share_spoken(portion.share_at_least)}")
    if portion.at_most is not None:
        said.append(f"最多计{spoken(portion.at_most)}{word}")
    if portion.share_at_most is not None:
        said.append(f"最多计{whole}的{share_spoken(portion.share_at_most)}")
    if portion.counts is not None:
        said.append(f"按{share_spoken(portion.counts)}计入")
    return f"其中{portion.name or work_said(portion.where, names)}{'，'.join(said)}"


def matrix_said(requirement: Requirement, names: Names) -> str:
    """“其中师德至少8学分（市级1、县级2）”: row by row, then the columns as a whole."""
    matrix, word, said = requirement.matrix, requirement.measure.word, []
    for row, line in matrix.at_least:
        name = "各类合计" if row == ALL else names.of(BY[matrix.rows], row)
        whole = dict(line).get(ALL)
        least = "至少" if row == ALL else ""
        cells = "、".join(
            f"{names.of(BY[matrix.columns], c)}{least}{spoken(v)}{word}" for c, v in line if c != ALL
        )
        total = f"至少{spoken(whole)}{word}" if whole is not None else ""
        said.append(f"{name}{total}（{cells}）" if total and cells else f"{name}{total}{cells}")
    return "其中" + "，".join(said)


def offset_said(offset: Offset, measure: Measure, names: Names) -> str:
    work, other = work_said(offset.measure.where, names), offset.measure.word
    per = "" if offset.per == 1 else spoken(offset.per)
    most = f"，最多顶{spoken(offset.at_most)}{measure.word}" if offset.at_most is not None else ""
    return f"{work}每{per}{other}可顶{spoken(offset.gives)}{measure.word}{most}"


def fill_said(fill: Fill, measure: Measure, titles: Mapping[str, str]) -> str:
    rate = f"，每{spoken(fill.per or 1)}折{spoken(fill.gives or 1)}" if fill.per or fill.gives else ""
    most = f"，最多补{spoken(fill.at_most)}{measure.word}" if fill.at_most is not None else ""
    return f"“{titles[fill.source]}”超出的部分可以补足不足{rate}{most}"


def extras(requirement: Requirement, titles: Mapping[str, str]) -> list[str]:
    said = []
    if requirement.never_from:
        said.append("“" + "”“".join(titles[code] for code in requirement.never_from) + "”不得替代")
    if requirement.due_week is not None:
        said.append(f"第{requirement.due_week}周前完成")
    elif requirement.due_on not in ("end", "start"):
        said.append(f"{int(requirement.due_on[:2])}月{int(requirement.due_on[3:])}日前完成")
    if requirement.borrow:
        said.append(
            f"可以从以后的时段预支，最多{spoken(requirement.borrow.at_most)}{requirement.measure.word}，以后补还"
        )
    said += [PRO_RATA_SAID[requirement.pro_rata]] if PRO_RATA_SAID[requirement.pro_rata] else []
    if requirement.points:
        said.append(points_said(requirement))
    if requirement.bands:
        said.append(bands_said(requirement))
    said += ["未达到的一票否决"] if requirement.veto else []
    return said


def points_said(requirement: Requirement) -> str:
    points, said = requirement.points, []
    if points.met:
        said.append(f"达到的得{spoken(points.met)}分")
    if points.each:
        said.append(f"每{requirement.word}得{spoken(points.each)}分")
    if points.at_most is not None:
        said.append(f"最多{spoken(points.at_most)}分")
    return "，".join(said)


def bands_said(requirement: Requirement) -> str:
    unit = "%" if requirement.bands_of == "rate" else requirement.word
    bands = []
    for band in requirement.bands:
        points = f"{spoken(band.points)}分" if band.points is not None else ""
        bands.append(f"{spoken(band.least)}{unit}及以上为{band.name}{points}")
    return "、".join(bands)


def almost_said(reason: str, requirement: Requirement, names: Names | None = None) -> str:
    """Why a line does not count: “要求不少于500字”, “超过了截止日期”."""
    if reason in ALMOST_SAID:
        return ALMOST_SAID[reason]
    return f"要求{condition_said(reason, requirement.measure.where, names or NAMES)}"
