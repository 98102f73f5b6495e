import pytest

from apps.notices import services
from apps.notices.choices import Mail, NoticeKind
from apps.notices.models import NoticeChoice, Robot
from tests.notices.servers import ChatServer, MailServer, make_certificate


@pytest.fixture
def mail_server(settings):
    """A mail server that the settings lead to."""
    server = MailServer()
    settings.EMAIL_ENABLED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 3
    settings.DEFAULT_FROM_EMAIL = "校本研修 <research@school.example.cn>"
    settings.SITE_ADDRESS = "https://research.example.cn"
    yield server
    server.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def chat_server(settings, certificate, monkeypatch):
    """A chat server that is trusted and allowed."""
    server = ChatServer(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.ROBOT_HOSTS = [server.place]
    settings.SITE_ADDRESS = "https://research.example.cn"
    yield server
    server.stop()


@pytest.fixture
def robot(cast, chat_server):
    """``robot(kind, …)``: a robot at the chat server."""

    def make(kind="dingtalk", **fields):
        url = f"https://{chat_server.place}/robot/send?access_token=abc0123456789"
        return Robot.objects.create(
            **{"school": cast.school, "name": f"{kind}群", "kind": kind, "url": url} | fields
        )

    return make


@pytest.fixture
def tell(now):
    """``tell(member, …)``: notify, with something for each thing left out."""

    def notify(*members, key="things.thing:1", **given):
        usual = {"kind": NoticeKind.REVIEW, "title": "教案《分数的意义》等你审核", "url": "/lesson-plans/1/"}
        return services.notify(members=members, key=key, **{"now": now} | usual | given)

    return notify


@pytest.fixture
def mailed():
    """``mailed(member, choice)``: give a staff member an address and a choice."""

    def choose(member, choice=Mail.AT_ONCE, address=None):
        member.user.email = address or f"{member.number.lower()}@school.example.cn"
        member.user.save()
        NoticeChoice.objects.update_or_create(
            member=member, defaults={"school": member.school, "mail": choice}
        )
        return member

    return choose
