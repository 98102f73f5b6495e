"""Charts drawn on the server: bars with their values beside them, the same picture on the page and on paper.

An answer is an ``<svg>`` with attributes only, which may stand in a page under the strictest policy. Labels are
measured with the font that travels with the installation.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pylopdf_fonts_zh_cn
import vl_convert
from django.core.cache import cache as pictures
from django.utils.safestring import SafeString, mark_safe

INK, INDIGO, LINE, AMBER = "#1f2430", "#234e70", "#c9c3b6", "#875c0d"
WIDTH = 420
STEP = 23
SHADES = [INDIGO, "#7fa0b8"]
PLACE = {"field": "label", "type": "nominal", "sort": None}
SVG = "http://www.w3.org/2000/svg"
KEEP = 7 * 24 * 3600
# Looks after every change of this module; part of the key under which pictures are kept.
VERSION = "2"
CONFIG = {
    "font": "Noto Sans SC", "background": None, "view": {"stroke": None}, "padding": 2,
    "axis": {"domain": False, "ticks": False, "grid": False, "labelColor": INK, "labelFontSize": 12,
             "labelPadding": 8, "labelLimit": 190, "labelAngle": 0, "title": None},
    "text": {"color": INK, "fontSize": 12}, "bar": {"color": INDIGO},
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One bar: its label, how long it is, and what stands at its end."""

    label: str
    value: float
    text: str


def bars(rows: list[Bar], *, title: str, top: float | None = None, mark: tuple[float, str] | None = None):
    """Lying bars in the given order. ``top`` is the value of the full width, ``mark`` a value with its name."""
    most = max([top or 0, mark[0] if mark else 0, *(row.value for row in rows)]) or 1
    data = {"values": [vars(row) for row in rows]}
    place = {"y": PLACE, "x": _length("value", most)}
    text = {"type": "text", "align": "left", "dx": 6}
    words = {**place, "text": {"field": "text"}}
    layers = [{"data": data, "mark": {"type": "bar", "height": 14}, "encoding": place}]
    if mark:
        halo = {**text, "stroke": "#ffffff", "strokeWidth": 5}
        layers += [*_limit(*mark), {"data": data, "mark": halo, "encoding": words}]
    layers.append({"data": data, "mark": text, "encoding": words})
    return _picture(_lying(layers, STEP), title)


def _length(field: str, most: float) -> dict:
    """Along the width, with room for the text after the longest bar."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.18]}}


def _lying(layers: list[dict], step: int) -> dict:
    size = {"width": WIDTH, "height": {"step": step}, "autosize": {"type": "fit-x", "contains": "padding"}}
    return {**size, "data": {"values": [{}]}, "layer": layers}


def _limit(value: float, name: str) -> list[dict]:
    """A thin line across the bars with its name above it."""
    at = {"x": {"datum": value, "type": "quantitative"}}
    return [
        {"mark": {"type": "rule", "color": AMBER, "strokeDash": [4, 3]}, "encoding": at},
        {"mark": {"type": "text", "color": AMBER, "text": name, "fontSize": 12, "y": -9}, "encoding": at},
    ]


def columns(rows: list[Bar], *, title: str) -> SafeString:
    """Standing bars in the given order, such as the months of a semester."""
    most = max(row.value for row in rows) or 1
    height = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.12]}}
    gaps = {"paddingInner": 0.5, "paddingOuter": 0.4}
    spec = {
        "width": WIDTH, "height": 110, "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [vars(row) for row in rows]},
        "encoding": {"x": {**PLACE, "scale": gaps, "axis": {"domain": True, "domainColor": LINE}}, "y": height},
        "layer": [
            {"mark": {"type": "bar", "width": {"band": 0.56}}},
            {"mark": {"type": "text", "dy": -9}, "encoding": {"text": {"field": "text"}}},
        ],
    }  # fmt: skip
    return _picture(spec, title)


def grouped(rows: list[tuple[str, list[Bar]]], *, title: str) -> SafeString:
    """Several lying bars under each label, every one with its own text, so that no legend is needed."""
    parts = list(dict.fromkeys(part.label for _, found in rows for part in found))
    values = [{**vars(part), "label": label, "part": part.label} for label, found in rows for part in found]
    most = max((value["value"] for value in values), default=0) or 1
    shade = {"field": "part", "legend": None, "scale": {"domain": parts, "range": SHADES[: len(parts)]}}
    drawn = {
        "data": {"values": values},
        "encoding": {
            "y": PLACE, "yOffset": {"field": "part", "sort": parts}, "x": _length("value", most),
        },
        "layer": [
            {"mark": {"type": "bar", "height": 13}, "encoding": {"color": shade}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }  # fmt: skip
    return _picture(_lying([drawn], 18), title)


def _picture(spec: dict, title: str) -> SafeString:
    """Draw it, or take it from the cache, where a picture lies under the hash of what it shows."""
    key = hashlib.sha256(json.dumps([VERSION, spec, title], sort_keys=True, default=str).encode()).hexdigest()
    drawn = pictures.get(f"chart:{key}")
    if drawn is None:
        _fonts()
        drawn = _clean(vl_convert.vegalite_to_svg({**spec, "config": CONFIG}, allowed_base_urls=[]), title)
        pictures.set(f"chart:{key}", drawn, KEEP)
    return mark_safe(drawn)


@cache
def _fonts() -> None:
    """Make the installation's fonts known to the drawer, once a process."""
    vl_convert.register_font_directory(str(Path(pylopdf_fonts_zh_cn.sans_path()).parent))


def _clean(svg: str, title: str) -> str:
    """Only what is seen, and the title for those who cannot see it."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}path" and child.get("class") in {"background", "foreground"}:
                parent.remove(child)
    for element in root.iter():
        for name in list(element.attrib):
            if name.startswith("aria-") or name in {"class", "role", "pointer-events"}:
                del element.attrib[name]
    words = ElementTree.Element(f"{{{SVG}}}title")
    words.text = title
    root.insert(0, words)
    root.set("role", "img")
    root.set("aria-label", title)
    return ElementTree.tostring(root, encoding="unicode")
