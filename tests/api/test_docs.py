"""The examples of ``docs/api.md`` work as they stand there; only the numbers of rows are put in."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from apps.credits.choices import Family
from apps.credits.models import Proposal
from tests import documents, factories
from tests.project import rows
from tests.project.world import handed_in

TEXT = (Path(__file__).parents[2] / "docs/api.md").read_text()
BLOCKS = re.findall(r"```\n(.*?)```", TEXT, re.DOTALL)
EXAMPLES = [
    line for block in BLOCKS for line in block.replace("\\\n", " ").splitlines() if line.startswith("curl")
]

# The file an example sends, by the end of its name.
FILES = {"docx": documents.word, ".jpg": documents.photo}


@pytest.fixture
def numbers(cast, things):
    """What stands in the text → the number of a row there is."""
    kind = factories.kind_of(cast.school, Family.OBSERVATION, "drop_in")
    case, other = handed_in(things, "三角形的内角和"), handed_in(things, "圆柱的体积")
    rows.proposal(things, 1)
    waits = Proposal.objects.waiting().latest("pk")
    return {
        '"teacher": 12': f'"teacher": {cast.leader.pk}',
        '"lesson_type": 31': f'"lesson_type": {kind.pk}',
        "/observations/871/": f"/observations/{things.keys['observation']['pk']}/",
        "/cases/55/": f"/cases/{case.pk}/",
        "/cases/56/": f"/cases/{other.pk}/",
        '"kind": 21': f'"kind": {factories.kind_of(cast.school, Family.ACTIVITY, "preparation").pk}',
        '"speaker": 12': f'"speaker": {cast.leader.pk}',
        '"case": 57': f'"case": {case.pk}',
        '"case": 58': f'"case": {other.pk}',
        '"id": 77': f'"id": {waits.pk}',
        "2025-11-18T12:00:00+08:00": waits.updated_at.isoformat(),
        "/groups/9/": f"/groups/{cast.group.pk}/",
        '"member": 12': f'"member": {cast.leader.pk}',
        "/semesters/3/": f"/semesters/{cast.semester.pk}/",
        "/activities/140/": f"/activities/{things.keys['activity']['pk']}/",
    }


def run(client, command: str):
    """Do what curl would do; the token in the header of the client is the one of the example."""
    words = shlex.split(command)
    method, body, headers, url, fields = "get", None, {}, "", {}
    words = iter(words[1:])
    for word in words:
        if word == "-X":
            method = next(words).lower()
        elif word == "-d":
            body = next(words)
        elif word == "-F":
            name, _equals, value = next(words).partition("=")
            fields.setdefault(name, []).append(FILES[value[-4:]]() if value.startswith("@") else value)
        elif word == "-H":
            name, _colon, value = next(words).partition(": ")
            headers[name] = value
        elif word != "-s":
            url = urlsplit(word.replace("$API", "/api/v1"))
    assert headers.pop("Authorization") == "Bearer $TOKEN"
    sent = {"data": fields} if fields else {}
    if body is not None:
        sent = {"data": body, "content_type": headers.pop("Content-Type")}
    address = f"{url.path}?{url.query}" if url.query else url.path
    return getattr(client, method)(address, **sent, headers=headers)


@pytest.mark.parametrize("command", EXAMPLES)
def test_an_example_of_the_documentation_works(cast, numbers, program, command):
    for shown, real in numbers.items():
        command = command.replace(shown, real)
    answer = run(program(cast.office), command)
    assert answer.status_code in (200, 201), answer.content.decode()


def test_there_are_examples_of_every_method():
    assert len(EXAMPLES) >= 10
    assert {"POST", "PATCH"} <= {word for line in EXAMPLES for word in line.split()}
