import json
import socket
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.notices.models import Robot
from apps.notices.services import webhooks
from apps.notices.services.transport import NotAccepted, Uncertain
from apps.notices.validators import check_webhook

AT = datetime(2025, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
GOOD = {
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=abc",
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/abc",
}


def sent(chat_server):
    (request,) = chat_server.requests
    return request


def refusal(robot, error=NotAccepted):
    with pytest.raises(error) as caught:
        webhooks.post(robot, "话", now=timezone.now())
    return caught.value


def test_dingtalk_gets_a_text_and_a_signed_address(robot, chat_server):
    webhooks.post(robot("dingtalk", secret="SECqingxi2025"), "校本研修：有 3 件等待审核。", now=AT)
    path, body = sent(chat_server)
    assert body == {"msgtype": "text", "text": {"content": "校本研修：有 3 件等待审核。"}}
    # Computed with openssl dgst -sha256 -hmac.
    assert parse_qs(urlsplit(path).query) == {
        "access_token": ["abc0123456789"],
        "timestamp": ["1763431200000"],
        "sign": ["Gk7T2R6LrrS4kfQLeRx8HJr0VFAoZ+UOmOMwrPBMo6I="],
    }


def test_feishu_gets_its_own_form_and_the_signature_in_the_body(robot, chat_server):
    chat_server.answer = b'{"code": 0, "msg": "success", "StatusCode": 0}'
    webhooks.post(robot("feishu", secret="qingxi2025"), "话", now=AT)
    path, body = sent(chat_server)
    assert body == {
        "msg_type": "text", "content": {"text": "话"},
        # Computed with openssl dgst -sha256 -mac HMAC.
        "timestamp": "1763431200", "sign": "Y2/ZoXq24BEWaqFOGXRSl2vUYPZ3MPLa22bCEs5ykvk=",
    }  # fmt: skip
    assert "sign" not in path


def test_wecom_gets_a_text_and_no_signature(robot, chat_server):
    webhooks.post(robot("wecom", secret="left over"), "话", now=AT)
    path, body = sent(chat_server)
    assert path == "/robot/send?access_token=abc0123456789"
    assert body == {"msgtype": "text", "text": {"content": "话"}}


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_without_a_secret_nothing_is_signed(robot, chat_server, kind):
    webhooks.post(robot(kind), "话", now=AT)
    path, body = sent(chat_server)
    assert "sign" not in path
    assert "sign" not in body


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"errcode": 310000, "errmsg": "sign not match"}, "robot_310000"),
        ({"errcode": 93000, "errmsg": "invalid webhook url"}, "robot_93000"),
        ({"code": 19021, "msg": "sign match fail"}, "robot_19021"),
    ],
)
def test_a_refusal_is_final_and_keeps_its_number(robot, chat_server, answer, code):
    chat_server.answer = json.dumps(answer).encode()
    error = refusal(robot())
    assert (error.code, error.may_pass) == (code, False)


@pytest.mark.parametrize("answer", [{"errcode": 130101}, {"errcode": 45009}, {"code": 11232}])
def test_too_many_at_a_time_may_pass(robot, chat_server, answer):
    chat_server.answer = json.dumps(answer).encode()
    assert refusal(robot()).may_pass


def test_an_overloaded_server_may_pass(robot, chat_server):
    chat_server.status = 429
    assert refusal(robot()).code == "busy"


def test_a_redirect_is_not_followed(robot, chat_server):
    chat_server.status, chat_server.headers = 307, {"Location": f"https://{chat_server.place}/inside"}
    error = refusal(robot())
    assert (error.code, error.may_pass) == ("redirect", False)
    assert len(chat_server.requests) == 1


def test_an_address_that_is_gone_has_failed(robot, chat_server):
    chat_server.status = 404
    assert refusal(robot()).code == "http_404"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok": true}', b'{"errcode": "0"}', b"\xff", b""])
def test_an_answer_that_is_none_leaves_it_uncertain(robot, chat_server, body):
    chat_server.answer = body
    assert refusal(robot(), Uncertain).code == "answer"


def test_a_broken_server_leaves_it_uncertain(robot, chat_server):
    chat_server.status = 502
    assert refusal(robot(), Uncertain).code == "http_502"


def test_a_line_that_breaks_or_a_slow_answer_leaves_it_uncertain(robot, chat_server, monkeypatch):
    chat_server.hang_up = True
    assert refusal(robot(), Uncertain).code == "timeout"
    chat_server.hang_up, chat_server.pause = False, 1.0
    monkeypatch.setattr(webhooks, "SECONDS", 0.2)
    assert refusal(robot(name="慢"), Uncertain).code == "timeout"


def test_an_endless_answer_is_not_read_to_its_end(robot, chat_server):
    chat_server.answer = b'{"errcode": 0, "x": "' + b"x" * 10_000_000 + b'"}'
    assert refusal(robot(), Uncertain).code == "answer"


def test_a_certificate_nobody_vouches_for_is_not_trusted(robot, chat_server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    error = refusal(robot())
    assert (error.code, error.may_pass) == ("connect", True)
    assert chat_server.requests == []


def test_a_certificate_of_another_name_is_not_trusted(robot, chat_server, settings):
    place = chat_server.place.replace("localhost", "127.0.0.1")
    settings.ROBOT_HOSTS = [place]
    assert refusal(robot(url=f"https://{place}/robot/send?access_token=a")).code == "connect"
    assert chat_server.requests == []


def test_a_server_that_is_down_may_pass(robot, chat_server, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"localhost:{free.getsockname()[1]}"
    settings.ROBOT_HOSTS = [place]
    error = refusal(robot(url=f"https://{place}/robot/send?access_token=a"))
    assert (error.code, error.may_pass) == ("connect", True)


def test_a_host_no_longer_allowed_is_not_called(robot, chat_server, settings):
    settings.ROBOT_HOSTS = ["oapi.dingtalk.com"]
    assert refusal(robot()).code == "address"
    assert chat_server.requests == []


@pytest.mark.parametrize("kind", GOOD)
def test_the_three_homes_are_allowed(kind):
    check_webhook(GOOD[kind], kind)


@pytest.mark.parametrize(
    "url",
    [
        "http://oapi.dingtalk.com/robot/send?access_token=a",
        "https://oapi.dingtalk.com:8443/robot/send",
        "https://oapi.dingtalk.com.evil.example/robot/send",
        "https://evil.example/oapi.dingtalk.com",
        "https://oapi.dingtalk.com@evil.example/",
        "https://user:pass@oapi.dingtalk.com/",
        "https://evil.example\\@oapi.dingtalk.com/",
        "https://oapi.dingtalk.com#@evil.example/",
        "https://oapi.dingtalk.com/robot send",
        "https://oapi.dingtalk.com/\r\nX: y",
        "https://oapi.dingtalk.com:port/",
        "https://[oapi.dingtalk.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://ｏapi.dingtalk.com/",
        "https:///robot/send",
        "//oapi.dingtalk.com/",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_other_address_is(url):
    with pytest.raises(ValidationError) as caught:
        check_webhook(url, "dingtalk")
    assert set(caught.value.error_dict) == {"url"}


def test_an_address_of_another_chat_software_is_named(cast):
    with pytest.raises(ValidationError) as caught:
        check_webhook(GOOD["wecom"], "dingtalk")
    assert "企业微信" in caught.value.message_dict["kind"][0]


def test_what_is_shown_of_an_address_does_not_open_it():
    robot = Robot(url="https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef")
    assert robot.masked_url == "oapi.dingtalk.com … cdef"
