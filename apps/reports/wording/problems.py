"""What a semester lacked and what follows from it, drafted from the figures; the office knows the rest."""

from dataclasses import dataclass

from apps.reports.figures import Figures
from apps.reports.wording.drafts import hours_said, quota_said
from apps.reports.wording.numerals import ordinal

UNEVEN = 15  # percentage points between the best and the weakest group
SHOWN = 5
NO_PROBLEM = "本学期各项要求均已达到，需要在提高研修质量上继续下功夫。"
NO_MEASURE = "下学期继续按方案开展研修，巩固已有做法，进一步提高活动质量。"


@dataclass(frozen=True)
class Finding:
    """A problem and what the next semester does about it, both without a full stop."""

    problem: str
    measure: str


def findings(f: Figures) -> list[Finding]:
    """The most pressing first."""
    found = [
        _hours(f), _observations(f), _research_lessons(f), _returned_plans(f), _waiting_plans(f), _absence(f),
        _works(f), _projects(f),
    ]  # fmt: skip
    return [finding for finding in found if finding][:SHOWN]


def problems(f: Figures) -> str:
    return _numbered([finding.problem for finding in findings(f)]) or NO_PROBLEM


def next_steps(f: Figures) -> str:
    return _numbered([finding.measure for finding in findings(f)]) or NO_MEASURE


def _numbered(points: list[str]) -> str:
    if len(points) == 1:
        return f"{points[0]}。"
    text = "；".join(f"{ordinal(n)}是{point}" for n, point in enumerate(points, start=1))
    return f"{text}。" if text else ""


def _hours(f: Figures) -> Finding | None:
    if not f.short:
        return None
    return Finding(
        f"{{学时未达标人数}}位教师尚未达到{hours_said(f)}的要求",
        "逐人核对学时，为未达标的教师安排补修，期中公布一次进度",
    )


def _observations(f: Figures) -> Finding | None:
    if not f.quota or f.quota_met == f.owing_observations:
        return None
    return Finding(
        f"{{听课未达标人数}}位教师听课没有达到{quota_said(f)}的要求",
        "每月检查一次听课记录，提前提醒进度落后的教师",
    )


def _research_lessons(f: Figures) -> Finding | None:
    groups = [g for g in f.real_groups if g.members]
    if not f.givers or len(groups) < 2:
        return None
    shares = [g.givers_share for g in groups]
    if max(shares) - min(shares) < UNEVEN:
        return None
    return Finding(
        "教研组之间研究课开展不均衡，最高的{研究课最高组}为{研究课最高比例}，最低的{研究课最低组}为{研究课最低比例}",
        "安排教研组结对，同磨一节课，让没有上过研究课的教师下学期至少上一节",
    )


def _returned_plans(f: Figures) -> Finding | None:
    if not f.plans.returned:
        return None
    return Finding(
        "教案检查退回{教案退回}份，占{教案退回率}，备课质量有待提高",
        "把退回教案中的共性问题作为集体备课的专题，修改后复查",
    )


def _waiting_plans(f: Figures) -> Finding | None:
    if not f.plans.waiting:
        return None
    return Finding(
        "{教案待检查}份教案尚未检查，反馈不够及时", "明确教案检查的分工和期限，做到当周提交、当周反馈"
    )


def _absence(f: Figures) -> Finding | None:
    if not f.roll.absent:
        return None
    return Finding("活动缺席{缺席人次}人次，考勤要求还需落实", "严格请假手续，缺席的内容安排自学补上")


def _works(f: Figures) -> Finding | None:
    if f.achievements:
        return None
    return Finding("尚无发表和获奖的成果", "组织教师把案例和反思修改成文，推荐投稿和参评")


def _projects(f: Figures) -> Finding | None:
    if f.projects:
        return None
    who = "每个教研组" if f.real_groups else "全校"
    return Finding("没有开展课题研究", f"从教学中的实际问题出发，{who}申报一项课题")
