"""What the robots of DingTalk, WeCom and Feishu want to be sent, and what they answer."""

import base64
import hashlib
import hmac
import json
import ssl
import time
from datetime import datetime
from http.client import HTTPException, HTTPSConnection
from urllib.parse import quote_plus, urlsplit

from django.core.exceptions import ValidationError

from apps.notices.choices import RobotKind
from apps.notices.models import Robot
from apps.notices.services.transport import NotAccepted, Uncertain
from apps.notices.validators import check_webhook

SECONDS, ANSWER_BYTES = 5, 64 * 1024
# "Too many messages": DingTalk, WeCom, Feishu.
BUSY = {130101, 45009, 11232}


def post(robot: Robot, text: str, *, now: datetime) -> None:
    """Send a text to the group. Raises NotAccepted or Uncertain."""
    try:
        check_webhook(robot.url, robot.kind)
    except ValidationError as refusal:
        raise NotAccepted("address") from refusal
    url, body = request_of(robot, text, now)
    parts = urlsplit(url)
    connection = HTTPSConnection(
        parts.hostname, parts.port or 443, timeout=SECONDS, context=ssl.create_default_context()
    )
    try:
        _connect(connection)
        judge(*_exchange(connection, f"{parts.path or '/'}?{parts.query}".rstrip("?"), body))
    finally:
        connection.close()


def request_of(robot: Robot, text: str, now: datetime) -> tuple[str, dict]:
    """Address and body, signed if the robot has a secret."""
    if robot.kind == RobotKind.FEISHU:
        body = {"msg_type": "text", "content": {"text": text}}
        if robot.secret:
            body |= feishu_signature(robot.secret, int(now.timestamp()))
        return robot.url, body
    body = {"msgtype": "text", "text": {"content": text}}
    if robot.kind == RobotKind.DINGTALK and robot.secret:
        joint = "&" if urlsplit(robot.url).query else "?"
        return robot.url + joint + dingtalk_signature(robot.secret, int(now.timestamp() * 1000)), body
    return robot.url, body


def dingtalk_signature(secret: str, milliseconds: int) -> str:
    """Two more parameters of the address: the time, and the time signed with the secret."""
    digest = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return f"timestamp={milliseconds}&sign={quote_plus(base64.b64encode(digest))}"


def feishu_signature(secret: str, seconds: int) -> dict:
    """Two more fields of the body. Time and secret together are the key; what is signed is empty."""
    digest = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(seconds), "sign": base64.b64encode(digest).decode()}


def _connect(connection: HTTPSConnection) -> None:
    """Until here nothing has been said, so it can be tried again."""
    try:
        connection.connect()
    except OSError as unreachable:  # also a name that is not found, a certificate that does not fit
        raise NotAccepted("connect", may_pass=True) from unreachable


def _exchange(connection: HTTPSConnection, target: str, body: dict) -> tuple[int, bytes]:
    """(status, answer cut to what is sensible). http.client follows no redirect."""
    ends = time.monotonic() + 2 * SECONDS
    raw = b""
    try:
        connection.request(
            "POST", target, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        answer = connection.getresponse()
        while len(raw) < ANSWER_BYTES and time.monotonic() < ends and (part := answer.read1(ANSWER_BYTES)):
            raw += part
    except (OSError, HTTPException) as broken:
        raise Uncertain("timeout") from broken
    return answer.status, raw


def judge(status: int, raw: bytes) -> None:
    """Return when the robot took it; raise NotAccepted or Uncertain otherwise."""
    if status == 429:
        raise NotAccepted("busy", may_pass=True)
    if 300 <= status < 400:
        raise NotAccepted("redirect")
    if 400 <= status < 500:
        raise NotAccepted(f"http_{status}")
    code = _code_of(raw)
    if status != 200 or code is None:
        raise Uncertain("answer" if status == 200 else f"http_{status}")
    if code in BUSY:
        raise NotAccepted("busy", may_pass=True)
    if code != 0:
        raise NotAccepted(f"robot_{code}")


def _code_of(raw: bytes) -> int | None:
    """``errcode`` of DingTalk and WeCom, ``code`` of Feishu; None when there is none."""
    try:
        answer = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode")))
    return code if isinstance(code, int) else None
