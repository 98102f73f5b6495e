"""What a workbook would change: compared row by row with what stands, nothing written."""

from dataclasses import dataclass, field
from datetime import date

from apps.approvals.choices import CaseState, belongs_to_review
from apps.approvals.selectors import review_states
from apps.credits.selectors import is_closed
from apps.groups.selectors import seat_of
from apps.schools.choices import Origin
from apps.schools.models import School, Semester
from apps.staff.choices import PRINCIPALS
from apps.staff.models import User
from apps.staff.selectors import may_name_principals
from apps.workbooks.choices.layout import (
    ACTIVITIES,
    ATTENDANCE,
    BY_NAME,
    DECLARED,
    GROUPS,
    ITEMS,
    LABELS,
    PROJECTS,
    RECORDS,
    REVIEWED,
    SCHOOL,
    SHEETS,
    STAFF,
    STAMPS,
    Kind,
    Sheet,
)
from apps.workbooks.rules.cells import shown
from apps.workbooks.rules.pairing import pair_rows
from apps.workbooks.selectors.standing import Stand, Standing, school_items, stand_of
from apps.workbooks.validators.messages import Mistake
from apps.workbooks.validators.notices import Notice
from apps.workbooks.validators.rows import Row
from apps.workbooks.validators.workbook import Reading

KEPT_BY_REVIEW = {
    CaseState.WAITING: "under_review",
    CaseState.RETURNED: "returned_by_review",
    CaseState.APPROVED: "approved_by_review",
}


@dataclass
class SheetPlan:
    """Rows of one sheet: new ones, changed ones with what they were, how many stay; what is no longer there."""

    sheet: Sheet
    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Standing]] = field(default_factory=list)
    same: list[tuple[Row, Standing]] = field(default_factory=list)
    gone: list[Standing] = field(default_factory=list)
    missing: list[Standing] = field(default_factory=list)
    kept: list[Standing] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"new": len(self.new), "changed": len(self.changed), "unchanged": len(self.same)}

    @property
    def matched(self) -> list[tuple[Row, Standing]]:
        return [*self.same, *self.changed]

    @property
    def touched(self) -> list[tuple[Row, Standing | None]]:
        """Rows to write, in the order of the workbook."""
        rows = [*((row, None) for row in self.new), *self.changed]
        return sorted(rows, key=lambda pair: pair[0].number)


@dataclass
class Plan:
    """What importing would do. It may be written only when there are no mistakes."""

    reading: Reading
    school: School | None = None
    semester: Semester | None = None
    stand: Stand | None = None
    sheets: dict[str, SheetPlan] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    @property
    def mistakes(self) -> list[Mistake]:
        return self.reading.mistakes

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        nothing = {"new": 0, "changed": 0, "unchanged": 0}
        return {
            s.name: self.sheets[s.name].counts if s.name in self.sheets else dict(nothing)
            for s in SHEETS
            if not s.optional or s.name in self.reading.sheets
        }

    @property
    def changes_nothing(self) -> bool:
        return not any(p.new or p.changed or p.gone for p in self.sheets.values())


def differences(sheet: Sheet, row: Row, standing: Standing) -> list[str]:
    """Headings under which the row says something else than what stands. A column that is not there says nothing."""
    return [
        column.heading
        for column in sheet.columns
        if column.heading in row.values
        and _comparable(sheet, column, row.values) != _comparable(sheet, column, standing.values)
        and not (column.keeps and not row.values[column.heading])
    ]


def _comparable(sheet: Sheet, column, values: dict):
    """Order counts only in the members of a project."""
    value = values[column.heading]
    unordered = column.kind in {Kind.NAMES, Kind.POSTS, Kind.LABELS} or (
        column.kind == Kind.CODES and sheet is GROUPS
    )
    return frozenset(value) if unordered else value


def may_import(actor: User | None, school: School | None, today: date) -> bool:
    """Office or principal of the school; for a school not here yet, whoever may open one; the system always."""
    if actor is None:
        return True
    if school is None:
        return actor.may_open_schools
    seat = seat_of(actor, today=today, school_id=school.pk)
    return seat is not None and seat.school == school and (seat.is_office or seat.is_principal)


def plan_import(reading: Reading, *, actor: User | None, today: date) -> Plan:
    """Compare a workbook with what stands. Adds to the reading's mistakes what only the database knows."""
    plan = Plan(reading)
    said = reading.school
    code = said.get("学校代码")
    if code is None:
        return plan
    school = School.objects.filter(code=code).first()
    if not may_import(actor, school, today):
        said.refuse("学校代码", "school_not_yours" if school else "school_not_here", item=code)
        return plan
    plan.school = school
    _find_semester(plan)
    _plan_school(plan)
    first, last = said.get("开学日期"), said.get("放假日期")
    if first and last:
        plan.stand = stand_of(school, plan.semester, first, last)
        _name_labels(plan)
        _refuse_coming(plan, today)
        _plan_sheets(plan)
        _refuse_signatures(plan)
        _keep_reviewed(plan)
        if school and actor:
            _keep_principals(plan, actor, today)
        _refuse_closed(plan)
    return plan


def _name_labels(plan: Plan) -> None:
    """Labels by their codes; one that no rule of the school has a word for stays as it was written."""
    codes = {word: code for code, word in plan.stand.labels.items()}
    for read in plan.reading.sheets.values():
        for row in read.rows if LABELS.heading in read.raw.letters else ():
            row.values[LABELS.heading] = tuple(codes.get(w, w) for w in row.values[LABELS.heading])


def _refuse_coming(plan: Plan, today: date) -> None:
    """What is declared is over, and recognised."""
    declared = plan.reading.sheets.get(DECLARED.name)
    for row in declared.rows if declared else ():
        for heading in ("结束日期", *(column.heading for column in STAMPS)):
            if row.values.get(heading) and row.values[heading] > today:
                declared.refuse(row, heading, "not_over")


def _refuse_signatures(plan: Plan) -> None:
    """Nobody signs more often than names were called, by the workbook or, where it does not say, by what stands."""
    heading = "点名次数"
    called = {s.values["编号"]: s.values[heading] for s in plan.stand.rows[ACTIVITIES.name]}
    for row in plan.reading.rows(ACTIVITIES.name):
        called[row.values["编号"]] = row.values.get(heading, called.get(row.values["编号"], 0))
    attendance = plan.reading.sheets[ATTENDANCE.name]
    for row in attendance.rows:
        most = called.get(row.values["活动编号"], 0)
        if (row.values.get("签到次数") or 0) > most:
            attendance.refuse(
                row, "签到次数", "more_than_called", most=most, other=heading, sheet=ACTIVITIES.name
            )


def _refuse_closed(plan: Plan) -> None:
    """Work of a semester that is closed is neither recorded nor corrected; projects are not in the ledger."""
    works = [
        plan.sheets[sheet.name] for sheet in RECORDS if sheet is not PROJECTS and sheet.name in plan.sheets
    ]
    touched = any(sheet.touched or sheet.gone for sheet in works)
    if touched and plan.semester is not None and is_closed(plan.semester):
        plan.reading.school.refuse("学期", "semester_closed", semester=str(plan.semester))


def _keep_reviewed(plan: Plan) -> None:
    """What was handed in on a page belongs to its review; cells that would change it are refused.

    A workbook that still says what an earlier one said of it is no better: whoever wrote the review off would not know.
    """
    for name, said in REVIEWED.items():
        sheet, changed = BY_NAME[name], plan.sheets[name].changed
        states = review_states([old.record for _row, old in changed])
        for row, old in changed:
            state = states.get(old.record.pk)
            for heading in differences(sheet, row, old):
                if belongs_to_review(said.get(heading, ""), state):
                    was = shown(old.values[heading], sheet.by_heading[heading], plan.stand.labels) or "—"
                    plan.reading.sheets[name].refuse(row, heading, KEPT_BY_REVIEW[state], was=str(was))


def _find_semester(plan: Plan) -> None:
    """The semester meant, if the school has it; days that lie in another one are refused."""
    said = plan.reading.school
    year, term = said.get("学年"), said.get("学期")
    if plan.school is None or year is None or term is None:
        return
    semesters = list(Semester.objects.filter(school=plan.school).select_related("year"))
    plan.semester = next((s for s in semesters if (s.year.first_year, str(s.term)) == (year, term)), None)
    first, last = said.get("开学日期"), said.get("放假日期")
    for other in semesters:
        if first and last and other != plan.semester and other.starts_on <= last and other.ends_on >= first:
            params = {"semester": str(other), "first": str(other.starts_on), "last": str(other.ends_on)}
            said.refuse("开学日期", "semester_overlaps", **params)
            return


def _plan_school(plan: Plan) -> None:
    """The items of the sheet 学校; each is a row."""
    here, said = plan.sheets.setdefault(SCHOOL.name, SheetPlan(SCHOOL)), plan.reading.school
    standing = school_items(plan.school, plan.semester) if plan.school and plan.semester else {}
    if plan.school and not standing:
        school = plan.school
        standing = {"学校名称": school.name, "学校代码": school.code, "每学时分钟": school.credit_minutes}
    for item in ITEMS:
        found = said.items.get(item.heading)
        if found is None:
            continue
        row = Row(found.number, {"项目": item.heading, "值": found.value})
        old = Standing({"项目": item.heading, "值": standing.get(item.heading)}, None)
        if item.heading not in standing:
            here.new.append(row)
        elif found.value is None or found.value == standing[item.heading]:
            here.same.append((row, old))
        else:
            here.changed.append((row, old))


def _plan_sheets(plan: Plan) -> None:
    whole = not plan.mistakes
    renamed: dict[str, str] = {}
    for sheet in SHEETS[1:]:
        if sheet.name not in plan.reading.sheets:
            plan.sheets[sheet.name] = SheetPlan(sheet)
            continue
        rows = [row for row in plan.reading.rows(sheet.name) if not row.bad]
        standing = _candidates(plan, sheet, renamed)
        found = compare(sheet, rows, standing, whole=whole)
        plan.sheets[sheet.name] = found
        if sheet is ACTIVITIES:
            _keep_activities_with_page_rows(plan, found)
            renamed = {
                old.values["编号"]: row.values["编号"] for row, old in found.changed
                if old.values["编号"] != row.values["编号"]
            }  # fmt: skip


def _keep_principals(plan: Plan, actor: User, today: date) -> None:
    """Who is a principal today or will be is not the office's to say; a semester that a later one follows already
    speaks of former ones only."""
    if may_name_principals(actor, seat_of(actor, today=today, school_id=plan.school.pk)):
        return
    if Semester.objects.filter(
        school=plan.school, starts_on__gt=plan.stand.day, starts_on__lte=today
    ).exists():
        return
    people = plan.sheets[STAFF.name]
    for row, old in people.touched:
        before = set(old.values["职务"]) if old else set()
        if (before ^ set(row.values["职务"])) & PRINCIPALS:
            plan.reading.sheets[STAFF.name].refuse(row, "职务", "principals_not_yours")


def compare(sheet: Sheet, rows: list[Row], standing: list[Standing], *, whole: bool) -> SheetPlan:
    """Pair rows with what stands. Only of a ``whole`` workbook can one say that something is no longer there."""
    follows = [s.origin == Origin.WORKBOOK and s.present for s in standing]
    pairs = pair_rows(
        [row.values for row in rows], [s.values for s in standing], key=sheet.key,
        likeness=sheet.likeness if whole else (), may_follow=follows,
    )  # fmt: skip
    found = SheetPlan(sheet)
    for place, row in enumerate(rows):
        old = standing[pairs[place]] if place in pairs else None
        if old is None:
            found.new.append(row)
        elif differences(sheet, row, old):
            found.changed.append((row, old))
        else:
            found.same.append((row, old))
    if whole:
        taken = set(pairs.values())
        left = [s for place, s in enumerate(standing) if place not in taken and s.present]
        found.gone = [s for s in left if sheet in RECORDS and s.origin == Origin.WORKBOOK]
        found.missing = [s for s in left if sheet not in RECORDS]
    return found


def _candidates(plan: Plan, sheet: Sheet, renamed: dict[str, str]) -> list[Standing]:
    """What the rows of a sheet may be compared with."""
    standing = plan.stand.rows[sheet.name]
    if sheet is GROUPS:
        # A name can be borne again after a group has ended: those of the semester first.
        living = [s for s in standing if not s.record.ended_on or s.record.ended_on >= plan.stand.first]
        said = {row.values["名称"] for row in plan.reading.rows(sheet.name)}
        for s in living:
            if s.values["名称"] not in said and s.record.name in said:
                s.values["名称"] = s.record.name  # the workbook calls it by the name it has today
        return sorted(living, key=lambda s: s.record.started_on > plan.stand.day)
    if sheet is ATTENDANCE:
        activities = plan.sheets[ACTIVITIES.name]
        away = {s.record.pk for s in [*activities.gone, *activities.kept]}
        standing = [s for s in standing if s.record.activity_id not in away]
        for s in standing:
            s.values["活动编号"] = renamed.get(s.values["活动编号"], s.values["活动编号"])
    return standing


def _keep_activities_with_page_rows(plan: Plan, found: SheetPlan) -> None:
    """An activity that people were entered for on pages stays, although the workbook no longer has it."""
    rows = plan.stand.rows[ATTENDANCE.name]
    on_pages = {s.record.activity_id for s in rows if s.origin == Origin.PAGE}
    found.kept = [s for s in found.gone if s.record.pk in on_pages]
    found.gone = [s for s in found.gone if s.record.pk not in on_pages]
