"""What each section says before the office rewrites it: prose from the figures, in the style of such a report.

A draft is text with markers, one paragraph a line; it holds no figure itself, so that rewritten words keep
following the records. What did not happen is left out or said plainly.
"""

from apps.portfolio.choices import Result
from apps.reports.figures import Figures, rate
from apps.reports.wording import lists
from apps.reports.wording.lists import names
from apps.reports.wording.numerals import PERIODS, longer

NAMED = 10


def organisation(f: Figures) -> str:
    return "\n".join([_leaders(f), _groups(f)])


def _leaders(f: Figures) -> str:
    o = f.organisation
    office = [*_with("教务主任", o.teaching_affairs), *_with("科研主任", o.research)]
    heads = _with("校长", o.principals)
    if o.leading_group and (o.leading_head or o.leading_members):
        parts = [
            f"由{o.leading_head}任组长" if o.leading_head else "",
            f"{names(o.leading_deputies)}任副组长" if o.leading_deputies else "",
            f"成员有{names(o.leading_members)}" if o.leading_members else "",
        ]
        text = f"学校设{o.leading_group}，{'，'.join(filter(None, parts))}。"
        return text + (f"日常工作由{names(office)}组织。" if office else "")
    office = [*_with("副校长", o.vice_principals), *office]
    if heads and office:
        return f"校本研修工作由{names(heads)}全面负责，{names(office)}具体组织。"
    if heads or office:
        return f"校本研修工作由{names(heads or office)}负责组织。"
    return "校本研修工作由学校统一组织。"


def _groups(f: Figures) -> str:
    if not f.teachers:
        return "本学期没有登记在册的教师。"
    if not f.real_groups:
        return "全校教师{教师人数}人，尚未设教研组。"
    head = "教研组及组长为：" if any(g.leader for g in f.real_groups) else "教研组为："
    rest = "另有{未编组人数}位教师未编入教研组。" if any(t.group_pk is None for t in f.teachers) else ""
    return f"全校教师{{教师人数}}人，设{{教研组数}}个教研组。{head}{{教研组和组长}}。{rest}"


def plan(f: Figures) -> str:
    text = []
    if f.programme:
        made_of = _made_of({a.kind for a in f.programme}, "{校级活动构成}")
        text.append(f"本学期学校研修方案安排校级活动{{校级活动次数}}次、计{{校级活动学时}}学时，{made_of}。")
    if f.of_groups:
        part = "，其中集体备课{集体备课次数}次" if 0 < f.preparations < len(f.of_groups) else ""
        part = "，全部为集体备课" if f.preparations == len(f.of_groups) else part
        text.append(f"教研组安排活动{{教研组活动次数}}次{part}。")
    if not f.activities:
        text.append("本学期没有登记研修活动安排。")
    text.append(_fixed(f))
    return "".join(text) + "\n" + _asked(f)


def _fixed(f: Figures) -> str:
    fixed = sum(activity.is_fixed for activity in f.activities)
    if not fixed:
        return ""
    if f.to_come:  # nobody knows yet whether those ahead will keep to it
        every = fixed == len(f.activities)
        return "每次活动都已确定时间、地点、内容和主讲。" if every else (
            "已有{四定次数}次活动确定了时间、地点、内容和主讲，占{四定比例}。"
        )  # fmt: skip
    if fixed == len(f.activities):
        return "每次活动都定时间、定地点、定内容、定主讲。"
    return "{四定次数}次活动做到了定时间、定地点、定内容、定主讲，占{四定比例}。"


def _asked(f: Figures) -> str:
    asked = [
        f"{longer(f.hours_within)}不少于{{学时要求}}学时" if f.required_hours else "",
        f"{longer(f.quota_within)}听课不少于{{听课要求}}节" if f.quota else "",
    ]
    asked = [part for part in asked if part]
    if not asked:
        return "本学期没有规定学时和听课的数量要求。"
    if f.scheme:
        return f"按《{f.scheme}》，每位教师应参加研修{'、'.join(asked)}，另有规定的除外。"
    return f"每位教师本学期应参加研修{'、'.join(asked)}。"


def activities(f: Figures) -> str:
    if not f.activities:
        return "本学期没有登记研修活动。"
    running = "本学期安排研修活动{活动次数}次，已开展{已开展次数}次"
    text = running if f.to_come else "本学期共开展研修活动{活动次数}次"
    if f.roll.expected:
        text += f"，应到{{应到人次}}人次，实到{{实到人次}}人次，出席率{{出席率}}。{_missing(f)}{_whole(f)}"
    else:
        text += "，尚未登记考勤。"
    return text + "\n" + _by_kind_and_group(f)


def _missing(f: Figures) -> str:
    roll = f.roll
    parts = [
        "迟到{迟到人次}人次" if roll.late else "", "早退{早退人次}人次" if roll.left_early else "",
        "请假{请假人次}人次" if roll.leave else "", "缺席{缺席人次}人次" if roll.absent else "",
    ]  # fmt: skip
    text = "，".join(filter(None, parts))
    text = f"{text}。" if text else "没有请假和缺席。"
    return text + ("另有{未登记人次}人次的活动尚未开展或尚未登记考勤，未计入。" if roll.pending else "")


def _whole(f: Figures) -> str:
    if not f.programme or not f.whole_programme:
        return ""
    so_far = "目前" if f.to_come else ""
    if f.whole_programme == len(f.teachers):
        return f"全体教师参加了{so_far}应参加的全部校级活动。"
    return f"{{全勤人数}}位教师参加了{so_far}应参加的全部校级活动，占教师总数的{{全勤比例}}。"


def _by_kind_and_group(f: Figures) -> str:
    text = "各类活动的开展情况见{各类活动表}"
    text += "，逐月次数见{各月活动图}。" if lists.months(f) else "。"
    rated = lists.by_attendance(f)
    if not rated:
        return text
    if rate(rated[0].roll) == rate(rated[-1].roll):
        return text + "各教研组出席率均为{出席率最高}，见{各组参与表}。"
    return text + "各教研组出席率在{出席率最低}至{出席率最高}之间，见{各组参与表}。"


def observations(f: Figures) -> str:
    if not f.observations:
        return "本学期没有登记听课。"
    made_of = _made_of({tally.name for tally in f.lesson_types}, "{听课构成}")
    seen = "（含看录像{录像课节数}节）" if f.recordings else ""
    text = f"全校听课{{听课节数}}节{seen}，人均{{人均听课}}节，{made_of}。"
    text += _quota(f)
    if len(f.real_groups) > 1:
        text += "各教研组的情况见{听课情况表}" + (
            "，人均听课节数见{人均听课图}。" if lists.charted(f) else "。"
        )
    active = "听课较多的教师有：{听课较多的教师}。" if lists.most_active(f) else ""
    return "\n".join(filter(None, [text, _lessons_given(f), active]))


def _quota(f: Figures) -> str:
    if not f.quota:
        return ""
    asked = quota_said(f)
    if f.quota_met == f.owing_observations:
        return f"全体教师都达到了{asked}的要求。"
    if not f.quota_met:
        return f"还没有教师达到{asked}的要求。"
    return f"达到{asked}要求的教师{{听课达标人数}}人，占{{听课达标比例}}。"


def quota_said(f: Figures) -> str:
    """How many lessons to observe: what all are asked for, or each their own number."""
    return "各自" if f.quota_varies else f"{PERIODS[f.quota_within]}{{听课要求}}节"


def hours_said(f: Figures) -> str:
    return "各自学时" if f.hours_vary else f"{longer(f.hours_within)}{{学时要求}}学时"


def _lessons_given(f: Figures) -> str:
    if not f.givers:
        return "本学期没有登记研究课。"
    text = "全体教师都上过研究课" if f.givers == len(f.teachers) else (
        "上过研究课的教师{研究课教师数}人，占教师总数的{研究课比例}"
    )  # fmt: skip
    return text + ("，各教研组的比例见{研究课图}。" if lists.charted(f) else "。")


def lesson_plans(f: Figures) -> str:
    plans = f.plans
    if not plans.total:
        return "本学期没有登记教案检查。"
    if plans.approved == plans.total:
        text = "共检查教案{教案份数}份，全部通过。"
    else:
        parts = [
            "通过{教案通过}份，占{教案通过率}" if plans.approved else "",
            "退回修改{教案退回}份，占{教案退回率}" if plans.returned else "",
            "待检查{教案待检查}份" if plans.waiting else "",
        ]
        text = f"教师共提交教案{{教案份数}}份，其中{'；'.join(filter(None, parts))}。"
    return text + ("通过的教案中评为优的{教案优秀}份。" if plans.excellent else "")


def works(f: Figures) -> str:
    if not f.works:
        return "本学期没有登记成果。"
    made_of = _made_of({work.category for work in f.works}, "{成果构成}")
    text = f"教师共撰写论文、案例等{{成果篇数}}篇，{made_of}。"
    if not f.achievements:
        return text + "尚无发表和获奖。"
    results = {work.result for work in f.works}
    parts = [
        "已发表{发表篇数}篇" if Result.PUBLISHED in results else "",
        "获奖{获奖项数}项" if Result.AWARDED in results else "",
    ]
    text += f"{names(filter(None, parts))}；按级别分，{{成果级别}}，见{{成果表}}"
    text += "和{成果图}。" if len(f.by_level()) > 1 else "。"
    winners = "获省级及以上奖励的教师有：{获奖教师}。" if 0 < len(lists.prize_winners(f)) <= NAMED else ""
    return "\n".join(filter(None, [text, winners]))


def projects(f: Figures) -> str:
    if not f.projects:
        return "本学期没有登记课题。"
    text = "本学期有课题{课题项数}项"
    text += "，按级别分，{课题级别}" if any(p.level for p in f.projects) else ""
    text += "；按类型分，{课题类型}；按阶段分，{课题阶段}。"
    text += "参与课题的教师{课题人数}人，占教师总数的{课题参与比例}。" if f.project_people else ""
    return text + "各课题见{课题表}。"


def hours(f: Figures) -> str:
    if not f.hours:
        return "本学期尚无认定的学时。"
    text = _recognised(f) + "全校共认定{学时合计}学时，人均{人均学时}学时。"
    return f"{text}{_reached(f)}\n每位教师的学时见{{学时统计表}}，各次活动见{{活动汇总表}}。"


def _recognised(f: Figures) -> str:
    """By what hours are recognised: the school's own packs, and on days without one by attendance."""
    late = "，迟到、早退计入实到、不计学时" if f.late_without_hours else ""
    declared = "；自主申报的按证书学时计入" if f.declared_hours else ""
    by_attendance = f"出席者按活动学时计入，不论担任何种角色{late}{declared}。"
    if not f.packs:
        return f"学时依据考勤认定：{by_attendance}"
    rest = f"规则没有覆盖的日子，{by_attendance}" if f.days_without_pack else ""
    return "学时按学校发布的{认定规则}认定。" + rest


def _reached(f: Figures) -> str:
    if not f.required_hours:
        return ""
    asked = hours_said(f)
    if not f.short:
        return f"全体教师均达到{asked}的要求。"
    text = f"达到{asked}要求的教师{{学时达标人数}}人，占{{学时达标比例}}；另有{{学时未达标人数}}人尚未达到"
    text = text if f.reached else f"还没有教师达到{asked}的要求"
    return text + ("：{学时未达标教师}。" if len(f.short) <= NAMED else "。")


def _with(post: str, names) -> list[str]:
    return [f"{post}{name}" for name in names]


def _made_of(sorts: set[str], marker: str) -> str:
    """The marker of an enumeration; only the name when there is one sort."""
    return f"均为{next(iter(sorts))}" if len(sorts) == 1 else f"其中{marker}"
