import pytest
from django.urls import reverse

from apps.drafts.models import Draft

URL = "observation-new"


def state(client, method="get", **body):
    address = reverse("drafts:draft_state", args=[URL])
    send = getattr(client, method)
    return send(address, body, content_type="application/json") if body else send(address)


def test_a_draft_is_found_again_on_another_device(cast, browse):
    phone, desk = browse(cast.teacher), browse(cast.teacher)
    assert state(phone).json() == {"version": None}
    saved = state(phone, "post", fields={"opinion": "提问有层次"}, version=None).json()
    assert saved["version"] == 1
    assert state(desk).json()["fields"] == {"opinion": "提问有层次"}


def test_two_devices_that_differ_are_told_and_nothing_is_overwritten(cast, browse):
    client = browse(cast.teacher)
    state(client, "post", fields={"opinion": "一"}, version=None)
    state(client, "post", fields={"opinion": "二"}, version=1)
    late = state(client, "post", fields={"opinion": "三"}, version=1)
    assert late.status_code == 409
    assert late.json()["fields"] == {"opinion": "二"}
    assert Draft.objects.get().fields == {"opinion": "二"}


def test_nobody_reads_the_draft_of_another_not_even_the_principal(cast, browse):
    state(browse(cast.teacher), "post", fields={"opinion": "未定稿"}, version=None)
    assert state(browse(cast.principal)).json() == {"version": None}


def test_an_expired_session_is_told_to_keep_it_on_the_device(cast, client):
    assert state(client, "post", fields={"a": "b"}, version=None).status_code == 401
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'{"fields": 3}', b'{"fields": {}, "version": "x"}', b'{"fields": {"a": "\\u0000"}}',
        b'{"fields": {"a": "\\ud83d"}}', b'{"fields": ' + b'{"a": ' * 9999 + b"1" + b"}" * 10000,
    ],
)  # fmt: skip
def test_what_is_not_a_draft_is_refused(cast, browse, body):
    address = reverse("drafts:draft_state", args=[URL])
    assert browse(cast.teacher).post(address, body, content_type="application/json").status_code == 400


def test_a_draft_too_long_stays_on_the_device(cast, browse):
    answer = state(browse(cast.teacher), "post", fields={"a": "字" * 200_001}, version=None)
    assert answer.status_code == 413
    assert not Draft.objects.exists()


def test_a_draft_is_let_go(cast, browse):
    client = browse(cast.teacher)
    state(client, "post", fields={"a": "b"}, version=None)
    state(client, "delete")
    assert not Draft.objects.exists()


def test_what_may_be_ticked_several_times_is_kept_as_a_list(cast, browse):
    fields = {"title": "集体备课", "groups": ["3", "7"], "people": []}
    state(browse(cast.teacher), "post", fields=fields, version=None)
    assert state(browse(cast.teacher)).json()["fields"] == fields
