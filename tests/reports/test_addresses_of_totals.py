"""Whatever total the summary shows, on the page, on paper or in Excel: its address, or its code, opens the same sum."""

import io
import re

import openpyxl
import pytest
from django.test import override_settings
from django.urls import reverse

from apps.reports import document, sheets
from apps.reports.selectors import figures
from tests.reports import made as rows

LEDGER, FIND = reverse("credits:entry_list"), reverse("totals:total_find")
UNITS = {"": "学时", "count": "数量", "characters": "字数"}
# Tables with codes, and which column each code is the code of.
CODED = {"kinds": "认定学时", "groups": "学时合计", "lessons": "听课节数", "hours": "学时"}


@pytest.fixture
def made(db, now):
    return rows.load()


@pytest.fixture
def report(made, now):
    return document.assemble(figures(made.semester, today=now.date()), {}, now.date())


@pytest.fixture
def client(made, browse):
    return browse(made.staff["T001"])


def sum_of(page, unit: str) -> str:
    return str(next(entry["value"] for entry in page.context["sums"] if entry["label"] == UNITS[unit]))


def test_every_number_of_the_page_that_opens_the_ledger_opens_its_sum(client):
    text = client.get(reverse("reports:summary")).content.decode()
    found = set(re.findall(rf'href="({LEDGER}\?[^"]+)"[^>]*>([\d.,]+)<', text))
    assert len(found) > 30
    for address, shown in found:
        unit = "".join(re.findall(r"unit=(\w+)", address))
        assert sum_of(client.get(address.replace("&amp;", "&")), unit) == shown, address


def test_every_code_on_paper_opens_the_sum_of_its_row(client, report):
    tables = {item.key: item.exhibit.table for part in report.parts for item in part.exhibits}
    tables |= {item.key: item.exhibit.table for item in report.appendices}
    assert {key for key, table in tables.items() if table and table.has_codes} == set(CODED)
    for key, column in CODED.items():
        titles = [c.title for c in tables[key].columns]
        number, code = titles.index(column), titles.index("短码")
        lines = [line for line in [*tables[key].rows, tables[key].total] if line[code].total]
        assert len(lines) > 1
        for line in lines:
            page = client.get(FIND, {"code": line[code].text}, follow=True)
            assert sum_of(page, "count" if key == "lessons" else "") == line[number].text, key


def test_every_code_of_the_excel_table_opens_the_sum_of_its_row(client, made, now):
    with override_settings(SITE_ADDRESS="https://school.example.cn"):
        book = openpyxl.load_workbook(io.BytesIO(sheets.tables(figures(made.semester, today=now.date()))))
    heads, *lines = list(book["学时统计表"].iter_rows(min_row=2))
    titles = [cell.value for cell in heads]
    hours, code = titles.index("学时"), titles.index("短码")
    assert len(lines) == len(made.staff) + 1
    for line in lines:
        address = line[code].hyperlink.target
        assert address == f"https://school.example.cn/t/{line[code].value}/"
        page = client.get(address.removeprefix("https://school.example.cn"), follow=True)
        assert sum_of(page, "") == f"{line[hours].value:g}"


def test_codes_are_links_on_paper_where_the_address_of_the_site_is_known(report):
    with override_settings(SITE_ADDRESS=""):
        assert "/t/" not in document.as_html(report)
    with override_settings(SITE_ADDRESS="https://school.example.cn"):
        html = document.as_html(report)
    code = report.appendices[0].exhibit.table.rows[0][-1].text
    assert f'<a href="https://school.example.cn/t/{code}/">{code}</a>' in html
    assert html.count("各表右端的短码") == 1


def test_on_the_page_numbers_are_links_and_there_are_no_codes(client):
    assert "短码" not in client.get(reverse("reports:summary")).content.decode().split("<article")[1]
