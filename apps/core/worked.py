"""Lists on pages whose rows are worked out rather than read: sorted by the address, in pages."""

from dataclasses import dataclass

from django import forms

from apps.core.text import whole_number
from apps.core.views import PAGE_ROWS


@dataclass(frozen=True)
class Asked:
    """What such a list is filtered by, as ``generic/filters.html`` wants it."""

    form: forms.Form

    def narrows(self) -> bool:
        """Whether one of the fields a phone folds away is set."""
        return any(self.form.data.get(name) for name in self.form.fields if name != "q")


class WorkedList:
    """Mixed into a page that shows such rows. ``sorts`` are its columns with their headings, in order;
    ``generic/worked_head.html``, ``worked_heads.html`` and ``worked_pages.html`` draw what ``paged`` answers.
    """

    sorts: dict[str, str] = {}
    # Columns of numbers, and those for wide screens alone.
    right: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()

    def hidden(self) -> set[str]:
        """Columns that say nothing here."""
        return set()

    def paged(self, rows: list) -> dict:
        """What the templates show of all rows that were found."""
        pages = max(1, -(-len(rows) // PAGE_ROWS))
        page = min(whole_number(self.request.GET.get("page", "")) or 1, pages)
        shown = rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
        return {
            "rows": shown,
            "page": page,
            "pages": pages,
            "found": len(rows),
            "heads": list(self.heads()),
        }

    def heads(self):
        """(name, heading, address that sorts by it, how it is sorted now, its class) of each column."""
        now, hidden = self.request.GET.get("sort", ""), self.hidden()
        for name in (name for name in self.sorts if name not in hidden):
            query = self.request.GET.copy()
            query.pop("page", None)
            query["sort"] = f"-{name}" if now == name else name
            order = {name: "ascending", f"-{name}": "descending"}.get(now, "")
            style = "text-end" if name in self.right else "wide" if name in self.wide else ""
            url = f"?{query.urlencode()}"
            yield {"name": name, "label": self.sorts[name], "url": url, "order": order, "style": style}
