"""Where a figure opens: the list of the records it counts, or the ledger."""

from functools import cache

from django.urls import reverse

from apps.activities.choices import Attended
from apps.lessonplans.choices import Mark, State
from apps.observations.choices import Mode, Side
from apps.portfolio.choices import Result
from apps.reports.wording.markers import TABLES

# Name of a list → its address, and what is asked of it; ``{pk}`` is the row the figure is about.
LISTS = {
    "groups": ("groups:group_list", "state=semester"),
    "activities": ("activities:activity_list", "side=all"),
    "activities_held": ("activities:activity_list", "held=yes"),
    "activities_fixed": ("activities:activity_list", "fixed=yes"),
    "programme": ("activities:activity_list", "group=null"),
    "attendance": ("activities:attendance_list", ""),
    "expected": ("activities:attendance_list", "state=marked"),
    "came": ("activities:attendance_list", "state=came"),
    "late": ("activities:attendance_list", f"state={Attended.LATE}"),
    "left_early": ("activities:attendance_list", f"state={Attended.LEFT_EARLY}"),
    "leave": ("activities:attendance_list", f"state={Attended.LEAVE}"),
    "absent": ("activities:attendance_list", f"state={Attended.ABSENT}"),
    "pending": ("activities:attendance_list", f"state={Attended.EXPECTED}"),
    "activities_of_kind": ("activities:activity_list", "kind={pk}"),
    "observations": ("observations:observation_list", f"side={Side.ALL}"),
    "recordings": ("observations:observation_list", f"side={Side.ALL}&mode={Mode.RECORDING}"),
    "plans": ("lessonplans:lessonplan_list", ""),
    "plans_approved": ("lessonplans:lessonplan_list", f"state={State.APPROVED}"),
    "plans_excellent": ("lessonplans:lessonplan_list", f"state={State.APPROVED}&mark={Mark.EXCELLENT}"),
    "plans_returned": ("lessonplans:lessonplan_list", f"state={State.RETURNED}"),
    "plans_waiting": ("lessonplans:lessonplan_list", f"state={State.WAITING}"),
    "works": ("portfolio:work_list", ""),
    "works_published": ("portfolio:work_list", f"result={Result.PUBLISHED}"),
    "works_awarded": ("portfolio:work_list", f"result={Result.AWARDED}"),
    "projects": ("projects:project_list", ""),
    "hours_met": ("credits:hours", "state=met"),
    "hours_short": ("credits:hours", "state=short"),
}
PAGES = {
    "teacher": "staff:staffmember_detail", "group": "groups:group_detail", "activity": "activities:activity_detail",
    "project": "projects:project_detail",
}  # fmt: skip


def address(page: str, semester_pk: int, pk: int | None = None, query: str = "") -> str:
    """The address a figure opens, asked for more by ``query``; empty when it opens nothing."""
    if page in PAGES:
        return reverse(PAGES[page], args=[pk])
    if page not in LISTS:
        return f"#exhibit-{TABLES[page]}" if page in TABLES else ""
    name, asked = LISTS[page]
    return "&".join(filter(None, [f"{_list(name)}?semester={semester_pk}", asked.format(pk=pk), query]))


@cache
def _list(name: str) -> str:
    return reverse(name)
