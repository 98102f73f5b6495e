"""A person's tokens: made once, shown once, revoked; and the office's overview."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from apps.core.errors import Conflict
from apps.tokens import authentication
from apps.tokens.models import ApiToken
from apps.tokens.services import hash_of, issue_token, revoke_token
from apps.tokens.throttling import TokenThrottle
from tests import factories

READS = {"name": "课表程序", "reads": ["activities", "ledger"], "writes": ["observations"], "days": "90"}


@pytest.fixture
def token(cast, seated, now):
    """(token, secret) of the teacher."""
    return issue_token(
        user=seated(cast.teacher), name="值日表程序", scopes=["school:read"], days=30, today=now.date()
    )


@pytest.fixture(autouse=True)
def nobody_has_guessed_before(own_cache):
    """Only what these tests count."""


def ask(secret, **kwargs):
    return Client(headers={"authorization": f"Bearer {secret}"}).get(reverse("api:me"), **kwargs)


def test_a_new_token_is_shown_once_and_only_its_hash_is_kept(cast, browse):
    page = browse(cast.teacher).post(reverse("tokens:token_create"), READS)
    token = ApiToken.objects.get()
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert token.secret_hash == hash_of(secret)
    assert secret not in str(vars(token))
    assert page["Cache-Control"].startswith("max-age=0")
    assert secret not in browse(cast.teacher).get(reverse("tokens:token_list")).content.decode()


def test_who_may_write_in_an_area_may_read_it(cast, browse):
    browse(cast.teacher).post(reverse("tokens:token_create"), READS)
    assert ApiToken.objects.get().scopes == [
        "activities:read", "observations:read", "observations:write", "ledger:read",
    ]  # fmt: skip


def test_a_token_for_nothing_is_refused_with_a_word(cast, browse):
    page = browse(cast.teacher).post(reverse("tokens:token_create"), {"name": "空", "days": "30"})
    assert page.status_code == 422
    assert "至少勾选" in page.content.decode()
    assert not ApiToken.objects.exists()


def test_a_program_acts_for_the_person_in_the_school_of_the_token(cast, token):
    said = ask(token[1]).json()
    assert (said["school"]["id"], said["member"]["id"]) == (cast.school.pk, cast.teacher.pk)


def test_the_day_of_the_last_use_is_noted(token, now):
    ask(token[1])
    assert ApiToken.objects.get().last_used_on == now.date()


@pytest.mark.parametrize("header", ["Bearer", "Bearer srt_wrong", "Bearer a b", "Basic abc", ""])
def test_without_a_valid_token_nothing_is_told(db, now, header):
    answer = Client(headers={"authorization": header}).get(reverse("api:me"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["field"] is None


def test_a_log_in_in_the_browser_does_not_open_the_api(cast, browse):
    assert browse(cast.teacher).get(reverse("api:me")).status_code == 401


def test_an_expired_token_opens_nothing(token, now):
    with time_machine.travel(now + timedelta(days=31)):
        assert ask(token[1]).status_code == 401


def test_a_revoked_token_opens_nothing_and_is_revoked_once(cast, token, now):
    revoke_token(token[0], actor=cast.teacher.user, now=now)
    assert ask(token[1]).status_code == 401
    with pytest.raises(Conflict):
        revoke_token(token[0], actor=cast.teacher.user, now=now)


def test_who_has_left_the_school_does_nothing_there_any_more(cast, token, now):
    other = factories.StaffFactory(user=cast.teacher.user)  # the same person in another school
    cast.teacher.left_on = now.date() - timedelta(days=1)
    cast.teacher.save()
    assert other.school_id != cast.school.pk
    assert ask(token[1]).status_code == 401


@pytest.mark.parametrize(("field", "value"), [("is_active", False), ("must_change_password", True)])
def test_a_log_in_that_is_closed_closes_its_tokens(cast, token, field, value):
    type(cast.teacher.user).objects.filter(pk=cast.teacher.user.pk).update(**{field: value})
    assert ask(token[1]).status_code == 401


def test_whoever_guesses_is_made_to_wait(token, monkeypatch):
    monkeypatch.setattr(authentication, "ADDRESS", replace(authentication.ADDRESS, failures=3))
    assert [ask("srt_guess").status_code for _ in range(4)] == [401, 401, 401, 429]
    assert ask(token[1])["Retry-After"]


def test_a_token_may_ask_only_so_often(token, monkeypatch):
    monkeypatch.setattr(TokenThrottle, "rate", "2/min", raising=False)
    key = f"tokens:rate:{uuid4()}"
    monkeypatch.setattr(TokenThrottle, "get_cache_key", lambda *given: key)
    answers = [ask(token[1]) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_secret_stands_in_no_line_of_the_log(token, caplog):
    with caplog.at_level("DEBUG"):
        ask(token[1])
        ask("srt_wrong-but-secret")
    lines = "".join(
        str(vars(record)) for record in caplog.records if record.name.startswith("schoolresearch")
    )
    assert "api:me" in lines
    assert token[1] not in lines
    assert "wrong-but-secret" not in lines


def test_a_colleague_s_token_is_out_of_sight_and_the_office_can_revoke_it(cast, browse, token):
    revoke = reverse("tokens:token_revoke", args=[token[0].pk])
    assert browse(cast.leader).get(revoke).status_code == 404
    assert "值日表程序" in browse(cast.office).get(reverse("tokens:token_overview")).content.decode()
    assert browse(cast.office).post(revoke).status_code == 302
    assert ApiToken.objects.get().revoked_by == cast.office.user


def test_the_overview_shows_tokens_that_are_valid_unless_all_are_asked_for(cast, browse, token, now):
    revoke_token(token[0], actor=cast.teacher.user, now=now)
    client, url = browse(cast.office), reverse("tokens:token_overview")
    assert "值日表程序" not in client.get(url).content.decode()
    assert "值日表程序" in client.get(url, {"state": "all"}).content.decode()


def test_one_s_own_list_holds_one_s_own_tokens(cast, browse, token):
    assert "值日表程序" not in browse(cast.office).get(reverse("tokens:token_list")).content.decode()


def test_twenty_valid_tokens_are_enough(cast, seated, now):
    user = seated(cast.teacher)
    given = {"user": user, "scopes": ["school:read"], "days": 30, "today": now.date()}
    for n in range(20):
        issue_token(name=f"程序{n}", **given)
    with pytest.raises(ValidationError):
        issue_token(name="多一个", **given)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}])
def test_the_table_holds_no_token_without_a_name_or_a_scope(token, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token[0].pk).update(**wrong)
