"""What the user should know before agreeing, though nothing is wrong with it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "new_school": _("%(name)s (%(code)s) is not here yet: the school is opened, and you keep its books."),
    "new_semester": _("The semester is new to this school."),
    "new_kinds": _(
        "New in the catalogue, under “%(sheet)s”: %(names)s. If one is a slip of the pen, correct it first."
    ),
    "new_subjects": _("New subjects: %(names)s. If one is a slip of the pen, correct it first."),
    "new_labels": _(
        "No rule of the school knows these labels yet, so they count for nothing: %(names)s. If one is a slip of the "
        "pen, correct it first."
    ),
    "silent_columns": _(
        "Nothing stands below these headings of “%(sheet)s”, so what is recorded there stays: %(names)s. To empty a "
        "cell, write —."
    ),
    "without_proof": _(
        "%(n)s declared hours come without a picture of the certificate. Rules that ask for one do not count them "
        "until it is added on their page."
    ),
    "other_posts": _("These posts carry no rights here and are kept as tags: %(names)s."),
    "gone": _(
        "%(n)s rows of “%(sheet)s” that an earlier workbook brought are no longer in this one: %(names)s. "
        "They are withdrawn, and what they counted for is reversed."
    ),
    "kept_activities": _(
        "These activities are no longer in the workbook, but people have been entered for them on pages, so"
        " they stay: %(names)s."
    ),
    "page_rows": _(
        "%(n)s rows of “%(sheet)s” were entered on pages and read otherwise in the workbook: they are "
        "changed: %(names)s."
    ),
    "missing_staff": _("On the staff, but not in the workbook; nothing of theirs changes: %(names)s."),
    "missing_groups": _("Groups that are not in the workbook stay as they are: %(names)s."),
    "missing_campuses": _("Campuses that are not in the workbook stay as they are: %(names)s."),
    "staff_who_left": _(
        "These have left the school, but are in the workbook: %(names)s. If they are back, say so on their "
        "page."
    ),
    "later_semester": _(
        "The school has a later semester. Changed data of teachers and groups replace those of today; posts"
        " and membership change for this semester only."
    ),
    "without_log_in": _(
        "%(n)s new teachers have no log-in yet. Issue passwords on the page of the teachers."
    ),
}

NAMED = 12


@dataclass(frozen=True)
class Notice:
    """One thing to know. ``warns``: something is taken back or changed that one may not expect."""

    code: str
    params: dict = field(default_factory=dict)

    @property
    def warns(self) -> bool:
        return self.code in {"gone", "page_rows", "staff_who_left", "later_semester", "kept_activities"}

    @property
    def message(self) -> str:
        return str(NOTICES[self.code]) % self.params

    def as_dict(self) -> dict:
        return {"code": self.code, "params": self.params}


def named(names: list[str]) -> dict:
    """Parameters that name the first of many."""
    shown = "、".join(names[:NAMED])
    return {"n": len(names), "names": f"{shown}…" if len(names) > NAMED else shown}
