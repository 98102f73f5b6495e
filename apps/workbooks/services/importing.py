"""Checks a workbook, and imports it: all or nothing, always from a plan made under the locks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from apps.core.text import clean_name
from apps.credits.services import lock_ledger
from apps.schools.models import School
from apps.staff.models import User
from apps.workbooks.choices.layout import SHEETS
from apps.workbooks.services.planning import Plan, plan_import
from apps.workbooks.services.writing import Hand, write_plan
from apps.workbooks.validators.messages import Mistake, NotAWorkbook
from apps.workbooks.validators.workbook import read_workbook

NAME_LENGTH = 80


@dataclass
class Checked:
    """What became of a workbook: its plan, or why there is none."""

    mistakes: list[Mistake]
    plan: Plan | None = None
    written: bool = False

    @property
    def school_name(self) -> str | None:
        return self.plan.reading.school.get("学校名称") if self.plan else None

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        if self.plan:
            return self.plan.counts
        needed = [sheet.name for sheet in SHEETS if not sheet.optional]
        return {name: {"new": 0, "changed": 0, "unchanged": 0} for name in needed}

    def as_report(self) -> dict:
        """As the command prints it."""
        return {
            "school": self.school_name, "written": self.written, "sheets": self.counts,
            "errors": [mistake.as_report() for mistake in self.mistakes],
        }  # fmt: skip


def check_workbook(
    content: bytes, *, actor: User | None, today: date, note: Callable[[str], None] = lambda sheet: None
) -> Checked:
    """Dry run: what a workbook would change, and every mistake in it."""
    try:
        reading = read_workbook(content, note)
    except NotAWorkbook as refusal:
        return Checked(refusal.mistakes)
    plan = plan_import(reading, actor=actor, today=today)
    return Checked(plan.mistakes, plan)


@transaction.atomic
def import_workbook(
    content: bytes, *, name: str, actor: User | None, today: date, now: datetime,
    note: Callable[[str], None] = lambda sheet: None,
) -> Checked:  # fmt: skip
    """Write what a workbook says, or nothing when there is a mistake in it. ``name`` is the file's, for the ledger."""
    try:
        reading = read_workbook(content)
    except NotAWorkbook as refusal:
        return Checked(refusal.mistakes)
    _lock(reading.school.get("学校代码"))
    plan = plan_import(reading, actor=actor, today=today)
    if plan.mistakes:
        return Checked(plan.mistakes, plan)
    reason = f"工作簿更正：{clean_name(name)[:NAME_LENGTH]}"
    write_plan(Hand(plan, actor, today, now, reason), note)
    return Checked([], plan, written=True)


def _lock(code: str | None) -> None:
    """Until the transaction ends no other workbook of this school is written, nor anything into its ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"workbook {code}"])
    school = School.objects.filter(code=code).first()
    if school:
        lock_ledger(school.pk)
