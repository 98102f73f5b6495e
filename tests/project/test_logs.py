"""One JSON line a request, with its id and without anything that names a person."""

import json
import logging

import pytest

from schoolresearch.logging import JsonFormatter


def lines(caplog, name):
    formatter = JsonFormatter()
    return [json.loads(formatter.format(r)) for r in caplog.records if r.name == name]


def test_a_request_is_logged_by_route_without_its_query(client, caplog):
    caplog.set_level(logging.INFO)
    response = client.get("/healthz", {"q": "单小雨"})
    (line,) = lines(caplog, "schoolresearch.request")
    assert (line["method"], line["route"], line["status"]) == ("GET", "healthz", 200)
    assert "单小雨" not in json.dumps(line, ensure_ascii=False)
    assert len(response["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_a_path_that_is_not_found_is_not_quoted(client, caplog):
    client.get("/staff/单小雨/")
    text = json.dumps(lines(caplog, "django.request"), ensure_ascii=False)
    assert "404" in text
    assert "单小雨" not in text


def test_an_error_is_logged_by_type_and_place(caplog):
    try:
        int("单小雨")
    except ValueError:
        logging.getLogger("somewhere").exception("import failed")
    (line,) = lines(caplog, "somewhere")
    assert line["error"]["type"] == "builtins.ValueError"
    assert "test_logs.py" in line["error"]["at"][0]
    assert "单小雨" not in json.dumps(line, ensure_ascii=False)


def test_what_an_error_quotes_is_left_out_even_when_the_line_quotes_it(caplog):
    """Celery and Gunicorn put the error's text, or the address, into their own lines."""
    try:
        int("单小雨")
    except ValueError as error:
        logging.getLogger("elsewhere").error("task %(exc)r", {"exc": error}, exc_info=True)
    (line,) = lines(caplog, "elsewhere")
    assert line["event"] == "task %(exc)r"


def test_an_id_from_outside_counts_only_behind_the_trusted_proxy(client, settings):
    sent = {"headers": {"x-request-id": "abcdef-123456"}}
    assert client.get("/healthz", **sent)["X-Request-ID"] != "abcdef-123456"
    settings.BEHIND_PROXY = True
    assert client.get("/healthz", **sent)["X-Request-ID"] == "abcdef-123456"
    evil = {"headers": {"x-request-id": "a b\tc" * 5}}
    assert len(client.get("/healthz", **evil)["X-Request-ID"]) == 32
