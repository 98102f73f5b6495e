import json
from uuid import uuid4

from django.urls import reverse

from apps.credits.choices import Family
from apps.drafts.models import Draft
from apps.drafts.services import discard_draft, save_draft
from tests import factories


def test_with_a_key_only_the_draft_of_that_sending_is_let_go(cast, seated):
    user, once = seated(cast.teacher), str(uuid4())
    save_draft(user=user, key="form", fields={"once": once}, version=None)
    discard_draft(user=user, key="form", once=str(uuid4()))
    assert Draft.objects.count() == 1
    discard_draft(user=user, key="form", once=once)
    assert not Draft.objects.exists()


def test_a_record_lets_go_of_its_draft_once_saved_and_keeps_it_when_refused(cast, browse, seated):
    client, user = browse(cast.office), seated(cast.office)
    save_draft(user=user, key="activity-record", fields={"title": "作业设计研讨"}, version=None)
    typed = {"title": "作业设计研讨", "code": "A1", "hours": "2", "date": "2025-11-20", "starts_at": "14:30",
             "place": "录播室", "speaker": cast.leader.pk, "tell": "on"}  # fmt: skip
    url = reverse("activities:activity_create")
    assert client.post(url, typed).status_code == 422
    assert Draft.objects.count() == 1
    kind = factories.kind_of(cast.school, Family.ACTIVITY, "salon")
    assert client.post(url, typed | {"kind": kind.pk}).status_code == 302
    assert not Draft.objects.exists()


def test_a_copy_of_an_activity_has_a_draft_of_its_own(cast, browse):
    activity = factories.ActivityFactory(semester=cast.semester)
    page = browse(cast.office).get(reverse("activities:activity_create"), {"copy": activity.pk})
    assert f'data-draft="activity-copy-{activity.pk}"' in page.content.decode()


def test_every_page_of_the_frame_carries_the_script_and_its_words_once(cast, browse):
    for name in ("portal:home", "lessonplans:lessonplan_submit", "observations:observation_log"):
        page = browse(cast.teacher).get(reverse(name)).content.decode()
        assert page.count('id="draft-words"') == 1, name
        words = page.partition('id="draft-words" type="application/json">')[2].partition("</script>")[0]
        assert json.loads(words)["saved"] == "已保存 "
        assert f'data-owner="{cast.teacher.user.pk}.{cast.school.pk}"' in page


def test_the_log_in_page_has_no_owner(client, db):
    assert "data-owner" not in client.get(reverse("staff:log_in")).content.decode()
