from xml.etree import ElementTree

import pytest

from apps.core import charts
from apps.core.charts import Bar

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_bars_keep_their_order_and_carry_their_values():
    svg = charts.bars([Bar("乙组", 50, "50%"), Bar("甲组", 71.4, "71.4%")], title="比例", top=100)
    assert texts(svg) == ["乙组", "甲组", "50%", "71.4%"]


def test_a_limit_is_drawn_with_its_name():
    svg = charts.bars([Bar("甲组", 9, "9")], title="听课", mark=(10, "要求 10 节"))
    assert "要求 10 节" in texts(svg)


def test_columns_show_a_month_without_anything_too():
    assert texts(charts.columns([Bar("9月", 3, "3"), Bar("10月", 0, "0")], title="次数")) == [
        "9月",
        "10月",
        "3",
        "0",
    ]


def test_grouped_bars_need_no_legend():
    rows = [("省级", [Bar("发表", 2, "发表 2"), Bar("获奖", 1, "获奖 1")])]
    assert texts(charts.grouped(rows, title="成果")) == ["省级", "发表 2", "获奖 1"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'a" onload="x', "甲 & 乙"])
def test_a_name_is_text_and_never_markup(name):
    svg = charts.bars([Bar(name, 1, "1")], title=name)
    root = ElementTree.fromstring(svg)
    assert name in texts(svg)
    assert root.get("aria-label") == name
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "g",
        "path",
        "text",
        "line",
    }


def test_a_chart_stands_in_a_page_without_styles_and_tells_what_it_shows():
    svg = charts.bars([Bar("甲组", 1, "1")], title="甲组 1")
    root = ElementTree.fromstring(svg)
    assert root.find(f"{SVG}title").text == "甲组 1"
    assert root.get("role") == "img"
    assert not [element for element in root.iter() if "style" in element.attrib or "class" in element.attrib]
