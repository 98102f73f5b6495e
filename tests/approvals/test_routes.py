"""Routes as the office lays them down."""

from django.urls import reverse

from apps.approvals.models import RouteStep
from apps.lessonplans.models import SOURCE

EDIT = reverse("approvals:route_edit", args=[SOURCE])


def sent(**given):
    return {"reviewer_0": "group_leader", "days_0": "5", "names_0": "decided", "opinions_0": "never"} | given


def test_each_step_says_when_names_and_opinions_are_told(cast, browse):
    office = browse(cast.office)
    office.post(EDIT, sent(reviewer_1="office", days_1="", names_1="always", opinions_1="always"))
    rows = RouteStep.objects.values_list("reviewer", "days", "names", "opinions")
    assert list(rows) == [("group_leader", 5, "decided", "never"), ("office", 7, "always", "always")]
    form = office.get(EDIT).context["form"]
    assert (form["names_0"].initial, form["opinions_0"].initial) == ("decided", "never")
    assert "有结论之后" in office.get(reverse("approvals:route_list")).content.decode()


def test_the_same_reviewer_twice_and_an_unknown_phase_are_refused(cast, browse):
    office = browse(cast.office)
    assert office.post(EDIT, sent(reviewer_1="group_leader")).status_code == 422
    assert office.post(EDIT, sent(names_0="perhaps")).status_code == 422
    assert not RouteStep.objects.exists()
