"""The lists' own way of writing cells says what django-tables2 would say."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_str
from django.utils.html import conditional_escape

from apps.core.links import page_of
from apps.core.views import ListPage
from tests import factories
from tests.project import world
from tests.project.test_permission_table import addresses
from tests.project.test_query_counts import COUNTS

VIEWS = addresses()
LISTS = [
    (role, name, add_row)
    for role, name, add_row, _ in COUNTS
    if issubclass(getattr(VIEWS[name], "view_class", object), ListPage)
]


def shown(table):
    """Cells as django-tables2 renders them one by one, escaped as a template would."""
    return [[conditional_escape(cell) for cell in row] for row in table.paginated_rows]


def cells_of(page):
    """Contents of the cells of the page's table, row by row."""
    lines = page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    return [
        [cell.partition(">")[2] for cell in line.rpartition("</td>")[0].split("</td><td")] for line in lines
    ]


def test_every_list_shows_and_exports_what_the_library_would(db, now, browse):
    things = world.put_back()
    cast = things.cast
    for n, add_row in enumerate(dict.fromkeys(add_row for _, _, add_row in LISTS), start=1):
        add_row(things, n)
    cast.teacher.name = "<i>单</i> & 小雨"
    cast.teacher.save()
    wrong = []
    for role, name, _ in LISTS:
        response = browse(getattr(cast, role)).get(reverse(name))
        table = response.context["table"]
        exported = [[force_str(value, strings_only=True) for value in row] for row in table.file_rows()]
        if cells_of(response.content.decode()) != shown(table) or exported != list(table.as_values())[1:]:
            wrong.append(name)
    assert len(LISTS) > 15
    assert wrong == []


def test_markup_typed_into_a_name_stays_text(cast, browse):
    cast.teacher.name = "<script>alert(1)</script>"
    cast.teacher.save()
    page = browse(cast.office).get(reverse("staff:staffmember_list")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_an_ordered_column_says_so_and_offers_the_other_way(cast, browse):
    page = browse(cast.office).get(
        reverse("staff:staffmember_list"), {"sort": "name", "q": "T0", "page": "1"}
    )
    headings = {heading.label: heading for heading in page.context["table"].headings}
    name = headings["姓名"]
    assert (name.order, name.sort) == ("ascending", "?sort=-name&q=T0")
    assert page.content.decode().count("aria-sort=") == 1


def test_rows_alike_in_what_is_ordered_by_are_on_one_page_only(cast, browse):
    for _ in range(60):
        factories.StaffFactory(school=cast.school, title="一级教师")
    client, seen = browse(cast.office), []
    for page in ("1", "2"):
        table = client.get(reverse("staff:staffmember_list"), {"sort": "title", "page": page}).context[
            "table"
        ]
        assert str(table.data.data.query).endswith('"staff_staffmember"."id" ASC')
        seen += [row.record.pk for row in table.paginated_rows]
    assert len(seen) == len(set(seen)) == 65


def test_the_address_of_a_row_is_that_of_reverse():
    assert page_of("staff:staffmember_detail", 71) == reverse("staff:staffmember_detail", args=[71])
    assert page_of("staff:staffmember_detail", 8801) == reverse("staff:staffmember_detail", args=[8801])
    with pytest.raises(NoReverseMatch):
        page_of("staff:nothing_detail", 1)
