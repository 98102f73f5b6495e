"""Where a figure opens: the list of the records it counts, or the ledger."""

from urllib.parse import urlencode

from django.urls import reverse

# Name of a list → its address, and what is asked of it; ``{pk}`` is the row the figure is about.
LISTS = {
    "staff": ("staff:staffmember_list", {}),
    "groups": ("groups:group_list", {}),
    "activities": ("activities:activity_list", {}),
    "activities_of_kind": ("activities:activity_list", {"kind": "{pk}"}),
    "observations": ("observations:observation_list", {}),
    "observations_of": ("observations:observation_list", {"observer": "{pk}"}),
    "plans": ("lessonplans:lessonplan_list", {}),
    "plans_approved": ("lessonplans:lessonplan_list", {"state": "approved"}),
    "plans_returned": ("lessonplans:lessonplan_list", {"state": "returned"}),
    "plans_waiting": ("lessonplans:lessonplan_list", {"state": "waiting"}),
    "works": ("portfolio:work_list", {}),
    "works_published": ("portfolio:work_list", {"result": "published"}),
    "works_awarded": ("portfolio:work_list", {"result": "awarded"}),
    "projects": ("projects:project_list", {}),
    "ledger": ("credits:entry_list", {}),
    "ledger_of": ("credits:entry_list", {"member": "{pk}"}),
    "ledger_of_kind": ("credits:entry_list", {"kind": "{pk}"}),
}
PAGES = {
    "teacher": "staff:staffmember_detail", "group": "groups:group_detail", "activity": "activities:activity_detail",
    "project": "projects:project_detail",
}  # fmt: skip


def address(page: str, semester_pk: int, pk: int | None = None) -> str:
    """The address a figure opens; empty when it opens nothing."""
    if page in PAGES:
        return reverse(PAGES[page], args=[pk])
    if page not in LISTS:
        return ""
    name, asked = LISTS[page]
    query = {key: value.format(pk=pk) for key, value in asked.items()}
    return f"{reverse(name)}?{urlencode({'semester': semester_pk, **query})}"
