"""The description and the answers agree: schemathesis sends what the description allows, and what it does not."""

import logging

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from apps.tokens.description import Description
from apps.tokens.throttling import TokenThrottle
from schoolresearch.wsgi import application

CHECKS = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance, checks.unsupported_method,
]  # fmt: skip
# How many requests are tried of an operation that leaves something to choose.
EXAMPLES = {GenerationMode.POSITIVE: 5, GenerationMode.NEGATIVE: 3}
# The row each part of the API is tried on; what is not here is tried with numbers made up.
ROWS = {
    "semesters": "semester", "staff": "teacher", "groups": "group", "activities": "activity", "works": "work",
    "observations": "observation", "lesson-plans": "reviewed_plan", "projects": "project", "entries": "entry",
    "proposals": "proposal", "rule-packs": "pack", "schemes": "scheme",
    "cases": "case", "notices": "notice", "absences": "absence", "remarks": "remark",
    "activities/{id}/material/{material}/file": "photo", "observations/{id}/photos/{photo}/file": "lesson_photo",
    "lesson-plans/{id}/drafts/{number}/file": "document_draft", "works/{id}/drafts/{number}/file": "document_work",
    "works/{id}/proof": "reviewed_work",
    "semesters/{id}/close": "past_semester", "semesters/{id}/summary/texts/{section}": "section",
    "holidays": "holiday", "campuses": "campus", "subjects": "subject", "grades": "grade", "tags": "tag",
    "staff/{id}/return": "gone", "closings": "seal", "kinds": "kind", "robots": "robot", "routes": "subject_of_plans",
    "exemptions": "exemption", "targets": "own_target", "borrowing": "transfer", "jobs": "failed_job",
    "owed": "teacher", "owed/groups": "group", "dry-runs": "dry_run",
    "dry-runs/{id}/people/{of}/{number}": "tried_teacher",
    "declarations": "declared", "declarations/{id}/drafts/{number}/file": "declared_draft", "county": "guest",
    "jobs/{id}/files": "job_file", "workbooks": "ready_check", "calendar": "subscription",
}  # fmt: skip
WHO = {"notices": "teacher", "lesson-plans": "teacher", "remarks": "teacher", "calendar": "teacher"}
AT = {"/missing/": "office", "/reflection/": "teacher"}


@pytest.fixture
def described(things, monkeypatch):
    """The description, as the server gives it; requests leave the connection of the test open."""
    monkeypatch.setattr(TokenThrottle, "get_cache_key", lambda *given: None)
    logging.disable(logging.CRITICAL)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(reverse("api:schema"), application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.disable(logging.NOTSET)


def operations(schema):
    return [found.ok() for found in schema.get_all_operations()]


def named(path: str, keys: dict) -> dict:
    """The numbers of a row under the names they have in the address."""
    found = {"id" if name == "pk" else name: value for name, value in keys.items()}
    return {name: value for name, value in found.items() if f"{{{name}}}" in path}


def row_of(path: str) -> str:
    """The row an operation is tried on: that of the longest beginning of its address."""
    address = path.removeprefix("/api/v1/")
    return max((start for start in ROWS if address.startswith(f"{start}/")), key=len, default="")


def try_out(operation, mode, headers, keys) -> set[int]:
    """Send examples of one operation; whatever they wrote is taken back. Answers the statuses that came."""
    came = set()
    fixed = {"path_parameters": named(operation.path, keys)} if keys and "{" in operation.path else {}
    chosen = operation.query or operation.headers or operation.body or ("{" in operation.path and not fixed)

    @given(case=operation.as_strategy(mode, **fixed))
    @settings(
        max_examples=EXAMPLES[mode] if chosen else 1, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def send(case):
        with transaction.atomic():
            came.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)
            transaction.set_rollback(True)

    send()
    return came


@pytest.mark.parametrize("mode", EXAMPLES)
def test_no_request_breaks_the_server_or_the_description(cast, things, described, program, mode):
    tokens = {
        role: program(getattr(cast, role)).defaults["HTTP_AUTHORIZATION"] for role in ("office", "teacher")
    }
    faults = {}
    for operation in operations(described):
        area = operation.path.removeprefix("/api/v1/").split("/")[0]
        who = next((role for part, role in AT.items() if part in operation.path), WHO.get(area, "office"))
        headers = {"Authorization": tokens[who]}
        if mode == GenerationMode.POSITIVE and operation.method == "patch":
            headers["If-Match"] = "*"
        keys = things.keys.get(ROWS.get(row_of(operation.path))) if mode == GenerationMode.POSITIVE else None
        try:
            came = try_out(operation, mode, headers, keys)
            if mode == GenerationMode.POSITIVE and operation.method == "get" and 200 not in came:
                faults[f"{operation.method} {operation.path}"] = f"never shown anything, only {came}"
        except Exception as fault:  # every fault of every operation is shown, not the first alone
            parts = getattr(fault, "exceptions", [fault])
            faults[f"{operation.method} {operation.path}"] = "; ".join(f"{part}"[:1200] for part in parts)
    assert not faults, "\n\n".join(f"{name}: {said}" for name, said in faults.items())


def test_every_address_of_the_api_is_described(described):
    from tests.project.test_permission_table import addresses

    named = {name for name in addresses() if name.startswith("api:")} - {
        "api:docs",
        "api:schema",
        "api:nowhere",
    }
    assert len({operation.path for operation in operations(described)}) == len(named)


def test_the_description_is_made_without_a_doubt(db, tmp_path):
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yml"))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Research projects of a semester"), ("zh-hans", "课题")]
)
def test_the_description_speaks_the_language_asked_for(client, db, now, language, said):
    described = client.get(reverse("api:schema"), {"lang": language}).json()
    assert described["openapi"].startswith("3.1")
    assert said in described["paths"]["/api/v1/projects/"]["get"]["summary"]


def test_the_description_is_kept_in_the_languages_there_are_and_for_nothing_else(client, db, now):
    address = reverse("api:schema")
    for asked in ({"lang": "en"}, {"lang": "zh-hans"}, {"lang": "tlh"}, {"version": "9"}, {"lang": "en"}):
        answer = client.get(address, asked)
        assert answer.status_code == 200
        assert ("9" in answer.json()["info"]["version"]) == ("version" in asked)
    assert set(Description.made) == {"en", "zh-hans"}
