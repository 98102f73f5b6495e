"""What the user is told about a plan before agreeing to it."""

from apps.credits.choices import STANDARD_KINDS, Family
from apps.credits.models import EntryKind
from apps.groups.choices import GroupKind
from apps.schools.choices import Origin
from apps.schools.models import Semester, Subject
from apps.workbooks.choices.layout import DECLARED, LABELS, RECORDS, Sheet
from apps.workbooks.rules.cells import shown
from apps.workbooks.selectors.standing import Standing
from apps.workbooks.services.planning import Plan
from apps.workbooks.validators.notices import Notice, named

KINDS = {
    "活动": ("类型", Family.ACTIVITY),
    "听课": ("课型", Family.OBSERVATION),
    "成果": ("类别", Family.WORK),
    "课题": ("计入类别", Family.PROJECT),
    "申报": ("申报类别", Family.OTHER),
}
SUBJECTS = ("教师", "听课", "教案")


def notices_of(plan: Plan) -> list[Notice]:
    """In the order in which they matter."""
    if plan.stand is None:
        return []
    found = [*_new(plan), *_people(plan), *_silent(plan)]
    for sheet in RECORDS:
        found += _taken_back(plan, sheet)
    if new := plan.sheets[DECLARED.name].new:
        found.append(Notice("without_proof", {"n": len(new)}))
    return found


def _silent(plan: Plan) -> list[Notice]:
    """Columns of which one might think that they empty what is recorded."""
    found = []
    for name, read in plan.reading.sheets.items():
        kept = [old.values for _row, old in plan.sheets[name].matched]
        columns = [read.sheet.by_heading[heading] for heading in read.raw.silent]
        said = [c.heading for c in columns if any(c.says(values[c.heading]) for values in kept)]
        if said:
            found.append(Notice("silent_columns", {"sheet": name, **named(said)}))
    return found


def label(sheet: Sheet, values: dict) -> str:
    """A row named by its key."""
    parts = [shown(values[heading], sheet.by_heading[heading]) for heading in sheet.key]
    return " ".join(str(part) for part in parts if part != "")


def _new(plan: Plan) -> list[Notice]:
    found, said = [], plan.reading.school
    if plan.school is None:
        found.append(Notice("new_school", {"name": said.get("学校名称"), "code": said.get("学校代码")}))
    elif plan.semester is None:
        found.append(Notice("new_semester"))
    for name, (heading, family) in KINDS.items():
        fresh = new_names(plan, name, heading, known_kinds(plan.school, family))
        if fresh:
            found.append(Notice("new_kinds", {"sheet": name, **named(fresh)}))
    if plan.school:
        subjects = set(Subject.objects.filter(school=plan.school).values_list("name", flat=True))
        fresh = sorted({s for sheet in SUBJECTS for s in new_names(plan, sheet, "学科", subjects)})
        if fresh:
            found.append(Notice("new_subjects", named(fresh)))
    if fresh := new_labels(plan):
        found.append(Notice("new_labels", named(fresh)))
    return found


def new_labels(plan: Plan) -> list[str]:
    """Labels that are written now and that no rule pack or scheme of the school has a word for."""
    rows = (row for here in plan.sheets.values() for row, _old in here.touched)
    said = (label for row in rows for label in row.values.get(LABELS.heading, ()))
    return sorted(set(said) - set(plan.stand.labels))


def known_kinds(school, family: str) -> set[str]:
    """Names of the kinds a school has; a new school starts with the standard ones."""
    if school is None:
        return {name for kind_family, _code, name in STANDARD_KINDS if kind_family == family}
    return set(EntryKind.objects.filter(school=school, family=family).values_list("name", flat=True))


def new_names(plan: Plan, sheet: str, heading: str, known: set[str]) -> list[str]:
    """Names in a column that the school does not know yet."""
    names = (row.values.get(heading) for row, _old in plan.sheets[sheet].touched)
    return [name for name in dict.fromkeys(names) if name and name not in known]


def _people(plan: Plan) -> list[Notice]:
    found = []
    others = sorted({post for row in plan.reading.rows("教师") for post in row.other_posts})
    if others:
        found.append(Notice("other_posts", named(others)))
    later = plan.school and Semester.objects.filter(school=plan.school, starts_on__gt=plan.stand.day).exists()
    if later and any(plan.sheets[name].changed for name in ("教师", "教研组")):
        found.append(Notice("later_semester"))
    left = [old for _row, old in plan.sheets["教师"].matched if not old.present and old.record.left_on]
    if left:
        found.append(Notice("staff_who_left", named([_person(old) for old in left])))
    missing = [_person(old) for old in plan.sheets["教师"].missing]
    if missing:
        found.append(Notice("missing_staff", named(missing)))
    groups = [s for s in plan.sheets["教研组"].missing if s.record.kind == GroupKind.TEACHING_RESEARCH]
    for code, rows in (("missing_groups", groups), ("missing_campuses", plan.sheets["校区"].missing)):
        if rows:
            found.append(Notice(code, named([s.values["名称"] for s in rows])))
    return found


def _person(standing: Standing) -> str:
    return f"{standing.values['姓名']}（{standing.values['工号']}）"


def _taken_back(plan: Plan, sheet: Sheet) -> list[Notice]:
    here, found = plan.sheets[sheet.name], []
    if here.gone:
        names = named([label(sheet, s.values) for s in here.gone])
        found.append(Notice("gone", {"sheet": sheet.name, **names}))
    if here.kept:
        found.append(Notice("kept_activities", named([label(sheet, s.values) for s in here.kept])))
    written = [old for row, old in here.changed if not row.bad]
    pages = [old for old in written if old.origin == Origin.PAGE and old.present]
    if pages:
        found.append(
            Notice("page_rows", {"sheet": sheet.name, **named([label(sheet, s.values) for s in pages])})
        )
    return found
