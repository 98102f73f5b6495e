import json
from uuid import uuid4

from django.urls import reverse

from apps.drafts.models import Draft
from apps.drafts.services import discard_draft, save_draft


def test_with_a_key_only_the_draft_of_that_sending_is_let_go(cast, seated):
    user, once = seated(cast.teacher), str(uuid4())
    save_draft(user=user, key="form", fields={"once": once}, version=None)
    discard_draft(user=user, key="form", once=str(uuid4()))
    assert Draft.objects.count() == 1
    discard_draft(user=user, key="form", once=once)
    assert not Draft.objects.exists()


def test_every_page_of_the_frame_carries_the_script_and_its_words_once(cast, browse):
    for name in ("portal:home", "lessonplans:lessonplan_submit", "observations:observation_log"):
        page = browse(cast.teacher).get(reverse(name)).content.decode()
        assert page.count('id="draft-words"') == 1, name
        words = page.partition('id="draft-words" type="application/json">')[2].partition("</script>")[0]
        assert json.loads(words)["saved"] == "已保存 "
        assert f'data-owner="{cast.teacher.user.pk}.{cast.school.pk}"' in page


def test_the_log_in_page_has_no_owner(client, db):
    assert "data-owner" not in client.get(reverse("staff:log_in")).content.decode()
