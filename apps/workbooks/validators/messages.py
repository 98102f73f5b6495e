"""What the user is told about a mistake: the reason, then the remedy, in the language of the page."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

CELLS = {
    "missing": _("“%(heading)s” is empty. Fill it in, or delete the whole row."),
    "not_a_date": _("This cannot be read as a date. Write it in full, like 2025-9-1."),
    "date_far_off": _("No date of this time. Check the year and write it like 2025-9-1."),
    "date_in_text": _("Excel has made a date of this. Format the cell as text and type “%(heading)s” again."),
    "not_a_time": _("This cannot be read as a time of day. Write it like 14:30."),
    "not_a_number": _(
        "This cannot be read as a number. Write one number, such as 2 or 2.5, without a range."
    ),
    "not_whole": _("This must be a whole number. Leave out what follows the point."),
    "below_zero": _("“%(heading)s” cannot be below zero. Write 0 or more."),
    "too_small": _("“%(heading)s” is at least %(low)s. Check the number."),
    "too_large": _("“%(heading)s” is at most %(high)s. Check the number."),
    "too_long": _("This has %(length)s characters, “%(heading)s” takes %(longest)s. Shorten it."),
    "not_a_choice": _("“%(heading)s” does not know this word. Use one of: %(choices)s."),
    "not_a_year": _("This cannot be read as a school year. Write it like 2025-2026."),
    "listed_twice": _("%(item)s is listed twice in this cell. Leave one of them out."),
    "formula_error": _(
        "The formula in this cell ends in an error. Correct the formula, or type the value itself."
    ),
    "formula_without_result": _(
        "The formula in this cell has no result yet. Open the file in Excel or WPS, save it, and upload it "
        "again."
    ),
}
ROWS = {
    "unknown_reference": _(
        "%(item)s is not in the sheet “%(sheet)s”. Correct it here, or add it to that sheet."
    ),
    "duplicate": _("The same %(key)s is in row %(line)s already. Correct it, or delete one of the two rows."),
    "same_person": _(
        "One cannot observe one's own lesson: observer and teacher are the same. Correct one of them."
    ),
    "outside_semester": _(
        "This day lies outside the semester (%(first)s to %(last)s). Correct the date, or the first and "
        "last day of the semester."
    ),
    "after_semester": _("This day comes after the semester has ended (%(last)s). Correct the date."),
    "born_after_joining": _("Began to work before the age of 15. Check this date and the date of birth."),
    "born_in_future": _("This birth date leaves the person too young to teach. Check the year."),
    "ends_before_start": _("The end is not later than the start. Correct one of the two times."),
    "prize_without_award": _(
        "There is a prize, but the result is not an award. Write “%(word)s” as the result, or empty this "
        "cell."
    ),
    "missed_by_nobody": _(
        "Minutes are missed only by who came late or left early. Write one of these as the attendance: %(words)s; or "
        "empty this cell."
    ),
    "more_than_called": _(
        "Nobody signs more often than names were called: %(most)s times at this activity. Correct this number, or the "
        "one in “%(other)s” of the sheet “%(sheet)s”."
    ),
    "ends_before_first_day": _("The last day comes before the first. Correct one of the two dates."),
    "counts_outside": _(
        "This does not count in the semester (%(first)s to %(last)s) or the holidays after it. Correct the date; or if "
        "it was recognised only now, write that day in “%(instead)s”."
    ),
    "half_days": _("Days are whole or half, such as 0.5 or 3. Correct the number, or empty this cell."),
    "nothing_declared": _(
        "Nothing is said that could count. Write the hours; or the days, or of a publication its level."
    ),
    "not_over": _("This day has not come yet. Leave the row out until it is over, or correct the date."),
    "own_parent": _(
        "A project cannot be part of itself. Write the number of its main project, or leave it empty."
    ),
    "parent_circle": _(
        "These projects are each part of the other. Leave the main project of one of them empty."
    ),
}
SCHOOL = {
    "item_empty": _("“%(heading)s” is empty. Write its value beside it."),
    "item_missing": _("The row “%(item)s” is missing. Add it: name on the left, value on the right."),
    "item_twice": _("“%(item)s” stands here a second time. Delete one of the two rows."),
    "school_code_signs": _(
        "A school code has no hyphen, no @ and no #. Write it with letters and digits alone."
    ),
    "semester_backwards": _("The last day is not later than the first day. Correct one of the two dates."),
    "semester_too_long": _("A semester of %(days)s days is too long. Check the year of both dates."),
    "semester_other_year": _(
        "This day does not lie in the school year %(year)s. Correct the date or the school year."
    ),
    "semester_overlaps": _(
        "These days overlap with %(semester)s (%(first)s to %(last)s). Correct the dates, or the days of "
        "that semester."
    ),
    "semester_closed": _(
        "%(semester)s is closed: no work can be recorded or corrected in it. Ask the principal to reopen it first."
    ),
    "school_not_yours": _(
        "The school with the code %(item)s is here already, and you do not work in its office. Correct the "
        "code, or ask that school's office to upload the workbook."
    ),
    "school_not_here": _(
        "There is no school with the code %(item)s here, and you may not open one. Correct the code, or ask"
        " the administrator to open the school."
    ),
}
REVIEW = {
    "under_review": _(
        "This lies with a reviewer and is not changed meanwhile: here it says “%(was)s”. Write that, or return it to "
        "its author first, who corrects it and hands it in again."
    ),
    "returned_by_review": _(
        "The review has returned this: here it says “%(was)s”. Write that; when its author has handed it in again, "
        "decide on the page of the review."
    ),
    "approved_by_review": _(
        "The review has approved this: here it says “%(was)s”. Write that; to decide anew, withdraw it on its page and "
        "have it handed in again."
    ),
}
STAFF = {
    "principals_not_yours": _(
        "The office does not name principals or take their posts. Write the posts as they were here, or ask a "
        "principal to upload the workbook."
    ),
}
FILES = {
    "empty_file": _("The file is empty. Save the workbook again and choose it once more."),
    "too_big": _(
        "The file has more than %(limit)s MB. Leave pictures and unneeded sheets out, or copy the "
        "sheets into the template."
    ),
    "old_xls": _(
        "This is the old Excel format (.xls). Open it, choose “Save as”, take “Excel workbook (.xlsx)”, and"
        " upload that."
    ),
    "encrypted": _(
        "The workbook is protected with a password. Open it, take the password off, save it, and upload it "
        "again."
    ),
    "macros": _(
        "The workbook contains macros. Save it as “Excel workbook (.xlsx)” without macros, and upload that."
    ),
    "binary_workbook": _(
        "This is a binary workbook (.xlsb). Save it as “Excel workbook (.xlsx)”, and upload that."
    ),
    "not_xlsx": _("This is not an Excel workbook (.xlsx). Choose the workbook, or save your table as one."),
    "damaged": _(
        "The workbook is damaged and cannot be opened. Open it in Excel or WPS, save it as a new file, and "
        "upload that."
    ),
    "unpacks_too_big": _(
        "Unpacked, the workbook is far larger than a school's semester can be. Copy the sheets into the"
        " template, without empty rows, and upload that."
    ),
    "too_many_rows": _(
        "The sheet “%(sheet)s” reaches down to row %(row)s; at most %(limit)s are read. Usually these are "
        "empty rows: select the rows below the data, delete them, save, and upload again."
    ),
    "too_many_columns": _(
        "The sheet “%(sheet)s” reaches out to column %(column)s. Delete what stands to the right of the "
        "data, save, and upload again."
    ),
    "missing_sheet": _(
        "The sheet “%(sheet)s” is missing. Add it, or copy it from the template; it may stay without rows."
    ),
    "missing_heading": _(
        "The heading “%(heading)s” is missing in the sheet “%(sheet)s”. Add the column, or copy the "
        "headings from the template."
    ),
    "heading_twice": _(
        "Two columns of the sheet “%(sheet)s” are headed “%(heading)s”. Rename or delete one of them."
    ),
}
MESSAGES = CELLS | ROWS | SCHOOL | REVIEW | STAFF | FILES


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong, and where. ``cell`` is empty for what has no cell, such as a missing sheet."""

    code: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    params: dict = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.params

    def as_dict(self) -> dict:
        """For storing: the words are chosen when it is read."""
        return {
            "code": self.code, "sheet": self.sheet, "cell": self.cell, "value": self.value, "params": self.params,
        }  # fmt: skip

    def as_report(self) -> dict:
        """As commands print it."""
        return {
            "sheet": self.sheet, "cell": self.cell, "value": self.value, "code": self.code, "message": self.message,
        }  # fmt: skip


class NotAWorkbook(Exception):
    """The file is refused before anything in it is read; ``mistakes`` say why."""

    def __init__(self, *mistakes: Mistake):
        super().__init__(mistakes[0].code)
        self.mistakes = list(mistakes)
