"""Where a notice may lead, and where a robot may be."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.notices.choices import RobotKind

HOMES = {
    "oapi.dingtalk.com": RobotKind.DINGTALK,
    "qyapi.weixin.qq.com": RobotKind.WECOM,
    "open.feishu.cn": RobotKind.FEISHU,
}


def check_path(path: str) -> None:
    """Raise ValueError unless this is an address within the site, such as ``/lesson-plans/12/``."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        raise ValueError("a notice leads to a path of this site")


def check_webhook(url: str, kind: str) -> None:
    """Raise ValidationError unless the address is https at an allowed host, and of this kind of robot.

    Nothing else may be called from the server: neither other ports nor addresses with a password in them.
    """
    place = _place(url)
    if place is None:
        raise ValidationError(
            {"url": _("Copy the whole webhook address from the robot's settings; it begins with https://.")}
        )
    if place not in settings.ROBOT_HOSTS:
        hosts = "、".join(settings.ROBOT_HOSTS)
        raise ValidationError({"url": _("Only robots at %(hosts)s are allowed here.") % {"hosts": hosts}})
    home = HOMES.get(place)
    if home is not None and home != kind:
        raise ValidationError({"kind": _("This address belongs to %(kind)s.") % {"kind": home.label}})


def _place(url: str) -> str | None:
    """Host, with the port unless it is 443; None for anything but a plain https address."""
    if not (url.isascii() and url.isprintable()) or " " in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or parts.fragment:
        return None
    return parts.hostname if port in (None, 443) else f"{parts.hostname}:{port}"
