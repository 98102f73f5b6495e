"""What must hold between cells, rows and sheets. Nothing is checked against a cell that cannot be read."""

import re
from collections import Counter
from datetime import timedelta

from apps.activities.choices import IN_PART
from apps.portfolio.choices import Result
from apps.schools.choices import SCHOOL_CODE
from apps.staff.choices import PostKind
from apps.workbooks.choices import words
from apps.workbooks.choices.layout import (
    ACTIVITIES,
    ATTENDANCE,
    DECLARED,
    GROUPS,
    HOLIDAYS,
    LEEWAY,
    OBSERVATIONS,
    PROJECTS,
    SHEETS,
    STAFF,
    WORKS,
    Kind,
)  # fmt: skip
from apps.workbooks.validators.rows import ReadSheet, Row, SchoolSheet

LONGEST_SEMESTER = 300
YOUNGEST = 15 * 365
# A number used this often though no row has it is taken for that of a row whose own number is wrong.
OFTEN = 2
# One of these is said of whatever is declared.
COUNTED = {"学时", "天数", "次数", "级别"}


def check_school(school: SchoolSheet) -> None:
    """The school's code, and the days of the semester."""
    code = school.get("学校代码")
    if code and not re.match(SCHOOL_CODE, code):
        school.refuse("学校代码", "school_code_signs")
    first, last, year = school.get("开学日期"), school.get("放假日期"), school.get("学年")
    if first and year is not None and first.year not in {year, year + 1}:
        school.refuse("开学日期", "semester_other_year", year=f"{year}-{year + 1}")
    elif first and last and last <= first:
        school.refuse("放假日期", "semester_backwards")
    elif first and last and (last - first).days > LONGEST_SEMESTER:
        school.refuse("放假日期", "semester_too_long", days=(last - first).days)


def check_links(sheets: dict[str, ReadSheet], school: SchoolSheet) -> None:
    """All sheets but 学校 against each other and against the semester."""
    name_whole_school(sheets[ACTIVITIES.name])
    set_other_posts_apart(sheets[STAFF.name])
    named = [read for read in sheets.values() if len(read.sheet.key) == 1]
    for read in named:
        check_duplicates(read)
    check_references(sheets)
    for read in sheets.values():
        if read not in named:
            check_duplicates(read)
    check_staff(sheets[STAFF.name], school)
    check_days(sheets, school)
    check_rows(sheets)
    check_parents(sheets[PROJECTS.name])
    name_series(sheets[ACTIVITIES.name])
    if DECLARED.name in sheets:
        check_declared(sheets[DECLARED.name], school)
    for row in sheets[GROUPS.name].rows:
        include_leader(row)


def name_whole_school(activities: ReadSheet) -> None:
    for row in activities.rows:
        if row.values["组织"] in words.WHOLE_SCHOOL_WORDS:
            row.values["组织"] = words.WHOLE_SCHOOL


def set_other_posts_apart(staff: ReadSheet) -> None:
    """Posts we do not know give no rights here; they are kept among the tags."""
    known = set(PostKind.values)
    for row in staff.rows:
        others = [post for post in row.values["职务"] if post not in known]
        row.values["职务"] = tuple(post for post in row.values["职务"] if post in known)
        row.values["身份"] = tuple(dict.fromkeys([*row.values["身份"], *others]))
        row.other_posts = tuple(others)


def include_leader(row: Row) -> None:
    """The leader is a member, listed or not."""
    leader, members = row.values["组长工号"], row.values["成员工号"]
    if leader and leader not in members and "成员工号" not in row.bad:
        row.values["成员工号"] = (leader, *members)


def check_references(sheets: dict[str, ReadSheet]) -> None:
    """Every number and name that stands for a row of another sheet is found there."""
    unknown: dict[str, list] = {}
    for read in sheets.values():
        for column in read.raw.columns:
            refers = GROUPS.name if (read.sheet, column.heading) == (ACTIVITIES, "组织") else column.refers
            if refers:
                unknown.setdefault(refers, []).extend(_unknown(read, column, known_keys(sheets[refers])))
    for refers, found in unknown.items():
        excused = _excused(sheets[refers], Counter(item for *_, item in found))
        for read, row, heading, item in found:
            if item not in excused:
                read.refuse(row, heading, "unknown_reference", item=item, sheet=refers)


def known_keys(read: ReadSheet) -> set:
    """The keys of a sheet, of rows with mistakes in other cells too."""
    (heading,) = read.sheet.key
    return {row.values[heading] for row in read.rows if heading not in row.bad}


def _unknown(read: ReadSheet, column, known: set):
    for row in read.rows:
        if column.heading in row.bad:
            continue
        value = row.values[column.heading]
        items = value if column.kind == Kind.CODES else (value,)
        whole = words.WHOLE_SCHOOL if column.heading == "组织" else ""
        for item in items:
            if item and item != whole and item not in known:
                yield read, row, column.heading, item


def _excused(read: ReadSheet, found: Counter) -> set:
    """Numbers that probably belong to rows whose own number is missing or doubled: reported once, there."""
    (heading,) = read.sheet.key
    known: dict = {}
    lost = 0
    for row in read.rows:
        key = row.values[heading]
        lost += heading in row.bad and row.values != known.get(key)
        known.setdefault(key, row.values)
    return {item for item, times in found.most_common(lost) if times >= OFTEN}


def check_duplicates(read: ReadSheet) -> None:
    """The later of two rows with one key is refused, at the last cell of the key that is not empty."""
    sheet = read.sheet
    seen: dict[tuple, int] = {}
    for row in read.rows:
        if row.bad & set(sheet.key):
            continue
        key = row.key(sheet)
        if key not in seen:
            seen[key] = row.number
            continue
        heading = _telling(sheet.key)
        read.refuse(row, heading, "duplicate", key="、".join(sheet.key), line=seen[key])


def _telling(key: tuple[str, ...]) -> str:
    """The cell that is most likely wrong: the person of an attendance, else the first of the key."""
    return key[-1] if key == ("活动编号", "工号") else key[0]


def check_staff(staff: ReadSheet, school: SchoolSheet) -> None:
    last = school.get("放假日期")
    for row in staff.rows:
        born, joined = row.values["出生日期"], row.values["参加工作日期"]
        if joined and last and joined > last:
            staff.refuse(row, "参加工作日期", "after_semester", last=str(last))
        elif born and joined and joined < born + timedelta(days=YOUNGEST):
            staff.refuse(row, "参加工作日期", "born_after_joining")
        elif born and last and born > last - timedelta(days=YOUNGEST):
            staff.refuse(row, "出生日期", "born_in_future")


def check_days(sheets: dict[str, ReadSheet], school: SchoolSheet) -> None:
    """What was done lies in the semester; some of it in the holidays around it."""
    first, last = school.get("开学日期"), school.get("放假日期")
    if not first or not last:
        return
    days = {("活动", "日期"): (0, 0), ("听课", "日期"): (0, 0)} | LEEWAY
    for (name, heading), (before, after) in days.items():
        low, high = first - timedelta(days=before), last + timedelta(days=after)
        for row in sheets[name].rows:
            if row.values[heading] and not low <= row.values[heading] <= high:
                sheets[name].refuse(row, heading, "outside_semester", first=str(first), last=str(last))
    for row in sheets[PROJECTS.name].rows:
        if row.values["立项日期"] and row.values["立项日期"] > last:
            sheets[PROJECTS.name].refuse(row, "立项日期", "after_semester", last=str(last))


def check_rows(sheets: dict[str, ReadSheet]) -> None:
    for row in (observations := sheets[OBSERVATIONS.name]).rows:
        observer, teacher = row.values["听课人工号"], row.values["授课人工号"]
        if observer and observer == teacher and not row.bad & {"听课人工号", "授课人工号"}:
            observations.refuse(row, "授课人工号", "same_person")
    for row in (activities := sheets[ACTIVITIES.name]).rows:
        start, end = row.values["开始"], row.values["结束"]
        if start and end and end <= start:
            activities.refuse(row, "结束", "ends_before_start")
    for row in (attendance := sheets[ATTENDANCE.name]).rows:
        if row.values.get("缺席分钟") and row.values["考勤"] not in IN_PART and "考勤" not in row.bad:
            listed = "、".join(words.ATTENDED.write(state) for state in IN_PART)
            attendance.refuse(row, "缺席分钟", "missed_by_nobody", words=listed)
    for row in (works := sheets[WORKS.name]).rows:
        if row.values["等次"] and row.values["结果"] != Result.AWARDED and "结果" not in row.bad:
            works.refuse(row, "等次", "prize_without_award", word=words.RESULT.write(Result.AWARDED))


def name_series(activities: ReadSheet) -> None:
    """The activity that others name as the first of their series belongs to it itself."""
    firsts = {row.values.get("连续活动") for row in activities.rows}
    for row in activities.rows:
        if row.values.get("连续活动") == "" and row.values["编号"] in firsts:
            row.values["连续活动"] = row.values["编号"]


def check_declared(declared: ReadSheet, school: SchoolSheet) -> None:
    """Days in order and in the semester or the holidays after it, and at least one thing that can be counted."""
    first, last = school.get("开学日期"), school.get("放假日期")
    for row in declared.rows:
        said, days = row.values, row.values.get("天数")
        counts = "计入日期" if said.get("计入日期") else "结束日期"
        if said["开始日期"] and said["结束日期"] and said["结束日期"] < said["开始日期"]:
            declared.refuse(row, "结束日期", "ends_before_first_day")
        elif first and last and said[counts] and not first <= said[counts] <= last + timedelta(days=HOLIDAYS):
            declared.refuse(
                row, counts, "counts_outside", first=str(first), last=str(last), instead="计入日期"
            )
        if days is not None and (days <= 0 or days * 2 % 1):
            declared.refuse(row, "天数", "half_days")
        if not (row.bad & COUNTED or any(said.get(heading) for heading in COUNTED)):
            declared.refuse(row, "学时", "nothing_declared")


def check_parents(projects: ReadSheet) -> None:
    """No project is part of itself, neither directly nor by way of others."""
    parents = {}
    for row in projects.rows:
        code, parent = row.values["编号"], row.values["上级课题"]
        if not parent or row.bad & {"编号", "上级课题"}:
            continue
        if code == parent:
            projects.refuse(row, "上级课题", "own_parent")
            continue
        above = parent
        while above in parents and above != code:
            above = parents[above]
        if above == code:
            projects.refuse(row, "上级课题", "parent_circle")
        else:
            parents[code] = parent


def in_order(mistakes) -> list:
    """By sheet, row and column, as one goes through the workbook."""
    order = {sheet.name: n for n, sheet in enumerate(SHEETS)}

    def place(mistake):
        letters = mistake.cell.rstrip("0123456789")
        row = int(mistake.cell[len(letters) :] or 0)
        return order.get(mistake.sheet, -1), row, len(letters), letters

    return sorted(mistakes, key=place)
