"""A lesson plan on its way: what reviewers and its author do with it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from apps.approvals import services
from apps.approvals.models import Case
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import hand_in

TODAY = date(2025, 11, 18)
AIMS = "认识几分之一。\n培养创新精神。"


class Handed:
    """A plan of the teacher's and its case, as it is now."""

    def __init__(self, cast, plan):
        self.cast, self.pk = cast, plan.pk

    @property
    def plan(self) -> LessonPlan:
        return LessonPlan.objects.get(pk=self.pk)

    @property
    def case(self) -> Case:
        return Case.objects.get(subject=SOURCE, target_id=self.pk)

    def url(self, name="case_review") -> str:
        return reverse(f"approvals:{name}", args=[self.case.pk])

    def page(self) -> str:
        return self.plan.get_absolute_url()

    def send_back(self, opinion="再具体些"):
        services.return_case(self.case, actor=self.cast.office.user, opinion=opinion)

    def again(self, upload=None, **sections):
        now = datetime.now(UTC)
        hand_in(
            self.plan, sections=sections, upload=upload, actor=self.cast.teacher.user, today=TODAY, now=now
        )

    def decide(self, client, act, **said):
        sent = {"draft": self.case.draft_number, "opinion": "", "mark": ""} | said
        return client.post(self.url(f"case_{act}") + said.pop("query", ""), sent)


@pytest.fixture
def handed(cast):
    """``handed(title, …)``: the teacher hands in a plan that lies with the office."""

    def make(title="分数的初步认识", author=None, upload=None, sections=None, **given) -> Handed:
        author = author or cast.teacher
        plan = LessonPlan(school=cast.school, semester=cast.semester, author=author, title=title, **given)
        parts = {} if upload else (sections or {"aims": AIMS, "homework": "画一画。"})
        now = datetime.now(UTC)
        hand_in(plan, sections=parts, upload=upload, actor=author.user, today=TODAY, now=now)
        return Handed(cast, plan)

    return make
