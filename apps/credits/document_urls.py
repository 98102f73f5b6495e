"""Addresses of documents and their rules, the same for rule packs and schemes."""

from django.urls import path, re_path


def document_paths(stem: str, row_stem: str, pages: dict) -> list:
    """``pages`` are the views by the end of their name: ``list``, ``detail``, ``row_create``, ``row_edit`` …"""
    plain = (
        ("", "list"), ("new/", "choose"), ("new/empty/", "create"), ("new/text/", "upload"),
        ("new/<slug:name>/", "preset"), ("<int:pk>/", "detail"), ("<int:pk>/edit/", "edit"), ("<int:pk>/yaml/", "yaml"),
        ("<int:pk>/publish/", "publish"), ("<int:pk>/end/", "end"), ("<int:pk>/version/", "version"),
        ("<int:pk>/delete/", "delete"), ("<int:pk>/rules/new/", "row_create"),
        ("<int:pk>/rules/put-back/", "row_restore"),
    )  # fmt: skip
    rows = (
        ("rules/<int:pk>/edit/", "edit"),
        ("rules/<int:pk>/copy/", "copy"),
        ("rules/<int:pk>/delete/", "delete"),
    )
    found = [path(route, pages[act].as_view(), name=f"{stem}_{act}") for route, act in plain]
    found += [path(route, pages[f"row_{act}"].as_view(), name=f"{row_stem}_{act}") for route, act in rows]
    move = re_path(
        r"^rules/(?P<pk>\d+)/move/(?P<way>up|down)/$", pages["row_move"].as_view(), name=f"{row_stem}_move"
    )
    return [*found, move]
