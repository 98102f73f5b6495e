"""Routes as the office lays them down."""

from django.urls import reverse

from apps.approvals.forms import phrases_name
from apps.approvals.models import Phrase, RouteStep
from apps.lessonplans.models import SOURCE

PLANS = phrases_name(SOURCE)
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


def test_who_saves_a_route_second_is_told_and_replaces_nothing_unseen(cast, browse):
    office = browse(cast.office)
    opened = office.get(EDIT).context["form"].seen
    office.post(EDIT, sent(days_0="9"))
    late = office.post(EDIT, sent(days_0="3", seen=opened))
    assert late.status_code == 422
    assert list(RouteStep.objects.values_list("days", flat=True)) == [9]
    again = office.post(EDIT, sent(days_0="3", seen=late.context["form"].seen))
    assert again.status_code == 302
    assert list(RouteStep.objects.values_list("days", flat=True)) == [3]


def test_who_saves_the_phrases_second_is_told_by_whom(cast, browse):
    url, office = reverse("approvals:phrases_edit"), browse(cast.office)
    opened = office.get(url).context["form"].seen
    office.post(url, {PLANS: "目标写具体些"})
    late = office.post(url, {PLANS: "板书补上", "seen": opened})
    assert late.status_code == 422
    assert cast.office.name in late.content.decode()
    assert list(Phrase.objects.filter(subject=SOURCE).values_list("text", flat=True)) == ["目标写具体些"]
