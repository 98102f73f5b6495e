"""The sections of a summary, in the order a principal expects them."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.reports.figures import Figures
from apps.reports.wording import drafts, problems


@dataclass(frozen=True)
class Section:
    """``draft`` writes it from the figures; ``exhibits`` are the charts and tables that stand at its end."""

    key: str
    title: str
    draft: Callable[[Figures], str]
    exhibits: tuple[str, ...] = ()


SECTIONS = (
    Section("organisation", "组织与领导", drafts.organisation),
    Section("plan", "计划与方案", drafts.plan),
    Section("activities", "活动开展", drafts.activities, ("kinds", "months", "groups")),
    Section("observations", "听课与研究课", drafts.observations, ("lessons", "observed", "givers")),
    Section("lesson_plans", "教案检查", drafts.lesson_plans),
    Section("works", "成果", drafts.works, ("levels", "works")),
    Section("projects", "课题", drafts.projects, ("projects",)),
    Section("hours", "学时认定", drafts.hours),
    Section("problems", "存在的问题", problems.problems),
    Section("next_steps", "下学期打算", problems.next_steps),
)
BY_KEY = {section.key: section for section in SECTIONS}
