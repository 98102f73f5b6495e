"""Every page opens on filled data, is well-formed, and speaks one language."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.db import models
from django.template import engines
from django.test import Client
from django.urls import reverse

from apps.reports.wording.sections import SECTIONS
from apps.workbooks.choices.layout import ITEMS, SHEETS
from tests.project.markup import Markup
from tests.project.table import ROLES, TABLE

# Words of the interface that are the same in both languages, addresses, examples of numbers and of a password.
SHARED = re.compile(
    r"English|简体中文|YAML|Excel|Word|PDF|\bEsc\b|Webhook|xlsx|docx|http\S+|[\w.]+@[\w.]+|\b[a-z]+(?:\.[a-z]+){2,}\b|"
    r"\b[A-Z]{2,6}-[A-Z]?\d+\b|\bT\d+\b|mima"
)
CHINESE = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[A-Za-z]{3,}")
LANGUAGES = {"zh-hans": LATIN, "en": CHINESE}
MISSING = "¿missing variable: %s?"
# Addresses that have answered with a file.
FILES: set[str] = set()
NAMED_MISSING = re.compile("¿missing variable: [^?]*")


@pytest.fixture
def missing_told(monkeypatch):
    """A variable a template does not have is told in the page."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)


@cache
def lines_of(role):
    return [line for line in TABLE if line.get[role] == "200" and line.is_page]


def open_all(things, role, language):
    """(line, page) of every page the role may open, ``""`` for one that breaks; files are left out, each after it
    was made once.
    """
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    if role != "anonymous":
        client.force_login(getattr(things.cast, role).user, backend="apps.staff.backends.StaffNumberBackend")
    for line in lines_of(role):
        if line.name in FILES:
            continue
        response = client.get(reverse(line.name, kwargs=things.keys[line.object]))
        if response.headers["Content-Type"].startswith("text/html"):
            yield line, response.content.decode() if response.status_code == 200 else ""
        else:
            FILES.add(line.name)


def data_strings():
    """What is Chinese by nature, longest first: what people have written, the words of the workbook and the report."""
    found = {section.title for section in SECTIONS}
    for sheet in SHEETS:
        found |= {sheet.name, *sheet.headings}
        found |= {word for column in sheet.columns if column.words for word in column.words.listed}
    found |= {item.heading for item in ITEMS}
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            found.update(text for value in row for text in strings_in(value) if text)
    return tuple(sorted(found, key=len, reverse=True))


def strings_in(value):
    """The texts of a cell; of JSON those at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def in_lines(faults):
    return "\n" + "\n".join(f"{line}: {', '.join(found)}" for line, found in faults.items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("missing_told")
def test_every_page_is_well_formed_complete_and_in_its_readers_language(things, role, language):
    data, faults = data_strings(), {}
    for line, page in open_all(things, role, language):
        markup = Markup(page)
        found = [*markup.faults, *NAMED_MISSING.findall(page), *strange_words(markup, language, data)]
        if markup.lang != language:
            found.append(f"its language is {markup.lang}")
        if found:
            faults[str(line)] = found
    assert not faults, in_lines(faults)


def strange_words(markup, language, data):
    """What is neither data nor marked with a language of its own, and not in the language asked for."""
    strange = LANGUAGES[language]
    own = {text for lang, text in markup.texts if lang == language}
    return sorted(
        f"not in {language}: {text}" for text in own if strange.search(without(text, data, strange))
    )


@cache
def without(text, data, strange):
    """Of a text what is not known; as soon as nothing strange is left, the rest need not be looked at."""
    text = SHARED.sub(" ", text)
    if strange.search(text):
        for part in data:
            if part in text:
                text = text.replace(part, " ")
                if not strange.search(text):
                    break
    return text
