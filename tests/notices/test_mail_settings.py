"""Where mail leaves and where the site is found, as the environment says."""

import pytest

from schoolresearch import env
from tests.project.test_settings import GOOD, load

NAMES = ["EMAIL_ENABLED", "EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD",
         "EMAIL_USE_TLS", "EMAIL_USE_SSL", "SITE_ADDRESS"]  # fmt: skip
FROM = {"SCHOOLRESEARCH_EMAIL_FROM": "research@school.example.cn"}


def test_without_a_mail_server_there_is_no_mail():
    found, said = load(["EMAIL_ENABLED", "EMAIL_BACKEND", "SITE_ADDRESS", "ROBOT_HOSTS"], **GOOD)
    assert found == {
        "EMAIL_ENABLED": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "SITE_ADDRESS": "https://school.example.cn",
        "ROBOT_HOSTS": ["oapi.dingtalk.com", "qyapi.weixin.qq.com", "open.feishu.cn"],
    }, said


def test_a_mail_server_with_starttls():
    url = "smtp://research%40school.example.cn:p%40ss@smtp.example.cn:587/?tls=1"
    found, said = load(NAMES, **GOOD, **FROM, SCHOOLRESEARCH_EMAIL_URL=url)
    assert list(found.values()) == [
        True, "django.core.mail.backends.smtp.EmailBackend", "smtp.example.cn", 587,
        "research@school.example.cn", "p@ss", True, False, "https://school.example.cn",
    ], said  # fmt: skip


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtps://smtp.example.cn", 465, False, True),
        ("smtp://smtp.example.cn", 25, False, False),
        ("smtp://smtp.example.cn:2525/?tls=0", 2525, False, False),
    ],
)
def test_the_forms_of_a_mail_server(url, port, starttls, tls):
    found = env.mail(url)
    assert (found["backend"], found["host"]) == ("smtp", "smtp.example.cn")
    assert (found["port"], found["starttls"], found["tls"]) == (port, starttls, tls)


def test_mail_to_the_console_and_none_at_all():
    assert env.mail("console:")["backend"] == "console"
    assert env.mail("")["backend"] == "dummy"


@pytest.mark.parametrize(
    "url",
    [
        "smtp.example.cn",
        "http://smtp.example.cn",
        "smtp://",
        "smtp://h?ssl=1",
        "smtp://h?tls=yes",
        "smtp://h:x",
    ],
)
def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password(url):
    with pytest.raises(env.Refused) as caught:
        env.mail(url.replace("//h", "//user:geheim@h"))
    assert "SCHOOLRESEARCH_EMAIL_URL" in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SCHOOLRESEARCH_EMAIL_URL": "smtp://h"}, "SCHOOLRESEARCH_EMAIL_FROM is not set"),
        (
            {"SCHOOLRESEARCH_EMAIL_URL": "smtp://h", "SCHOOLRESEARCH_HOSTS": ".example.cn"} | FROM,
            "SCHOOLRESEARCH_ADDRESS is not set",
        ),
        ({"SCHOOLRESEARCH_ADDRESS": "school.example.cn"}, "SCHOOLRESEARCH_ADDRESS takes origins"),
        ({"SCHOOLRESEARCH_ROBOT_HOSTS": "https://a"}, "SCHOOLRESEARCH_ROBOT_HOSTS takes host names"),
    ],
)
def test_half_a_setting_is_refused_in_one_sentence(change, sentence):
    found, said = load(**GOOD | change)
    assert found is None
    assert sentence in said


@pytest.mark.parametrize(
    ("named", "origins", "hosts", "plain_http", "address"),
    [
        (["https://a.cn"], ["https://b.cn"], ["c.cn"], False, "https://a.cn"),
        ([], ["https://*.b.cn", "https://b.cn"], ["c.cn"], False, "https://b.cn"),
        ([], [], [".d.cn", "c.cn"], False, "https://c.cn"),
        ([], [], ["*"], True, "http://localhost:8000"),
        ([], [], ["*", ".d.cn"], False, ""),
    ],
)
def test_the_site_knows_where_it_is_found(named, origins, hosts, plain_http, address):
    assert env.site_address(named, origins, hosts, plain_http=plain_http) == address
