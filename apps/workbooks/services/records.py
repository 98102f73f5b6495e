"""Writes observations, lesson plans, works and projects of a plan."""

from apps.declarations.models import Declaration
from apps.declarations.services import save_declarations, withdraw_declarations
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import save_lesson_plans, withdraw_lesson_plans
from apps.observations.models import Observation
from apps.observations.services import save_observations, withdraw_observations
from apps.portfolio.models import Work
from apps.portfolio.services import save_works, withdraw_works
from apps.projects.models import Project, ProjectTerm
from apps.projects.services import clear_stages, list_members, recognise, save_project, set_stage
from apps.schools.choices import Origin
from apps.workbooks.choices.layout import BY_NAME, DECLARED, Kind, Sheet


def write_observations(hand) -> None:
    _write(hand, "听课", Observation, _fill_observation, save_observations, withdraw_observations)


def write_plans(hand) -> None:
    _write(hand, "教案", LessonPlan, _fill_plan, save_lesson_plans, withdraw_lesson_plans)


def write_works(hand) -> None:
    _write(hand, "成果", Work, _fill_work, save_works, withdraw_works)


def _write(hand, sheet: str, model: type, fill, save, withdraw) -> None:
    """New and changed records in one call of their service, then those that are no longer there."""
    here, written = hand.plan.sheets[sheet], []
    for row, old in here.touched:
        record = old.record if old else hand.new(model)
        record.school, record.semester = hand.school, hand.semester
        fill(hand, record, row.values)
        take_more(BY_NAME[sheet], record, row.values, old)
        written.append(record)
    gone = [old.record for old in here.gone]
    for record in gone:
        record.school, record.semester = hand.school, hand.semester
    if written:
        save(written, actor=hand.actor, reason=hand.reason)
    if gone:
        withdraw(gone, actor=hand.actor, now=hand.now, reason=hand.reason)


def _fill_observation(hand, record: Observation, values: dict) -> None:
    record.observer, record.teacher = hand.members[values["听课人工号"]], hand.members[values["授课人工号"]]
    record.date, record.period, record.class_name = values["日期"], values["节次"], values["班级"]
    record.subject, record.lesson_type = hand.subjects.get(values["学科"]), hand.kinds["听课"][values["课型"]]
    record.mode, record.score, record.opinion = values["方式"], values["评分"], values["意见"]


def _fill_plan(hand, record: LessonPlan, values: dict) -> None:
    record.author, record.subject = hand.members[values["工号"]], hand.subjects.get(values["学科"])
    record.title, record.week, record.submitted_on = values["课题"], values["周次"], values["提交日期"]
    record.state, record.mark = values["状态"], values["等级"]


def _fill_work(hand, record: Work, values: dict) -> None:
    record.author, record.category = hand.members[values["工号"]], hand.kinds["成果"][values["类别"]]
    record.title, record.date, record.characters = values["标题"], values["日期"], values["字数"]
    record.level, record.result, record.prize = values["级别"], values["结果"], values["等次"]


def write_declared(hand) -> None:
    _write(hand, DECLARED.name, Declaration, _fill_declared, save_declarations, withdraw_declarations)


def _fill_declared(hand, record: Declaration, values: dict) -> None:
    record.author, record.category = hand.members[values["工号"]], hand.kinds["申报"][values["申报类别"]]
    record.title, record.hours = values["名称"], values["学时"]
    record.starts_on, record.ends_on = values["开始日期"], values["结束日期"]
    if "计入日期" in values or record.pk is None:
        record.counts_on = values.get("计入日期") or values["结束日期"]
    if record.pk is None:
        record.recognised_on = hand.today  # by the office, whose workbook says so


def take_more(sheet: Sheet, record, values: dict, old) -> None:
    """What a row says in optional columns that have a field of the record; what stands already is not written."""
    for column in sheet.more:
        if not column.field or column.heading not in values:
            continue
        value = values[column.heading]
        if (column.keeps and not value) or (old and old.values[column.heading] == value):
            continue
        setattr(record, column.field, list(value) if column.kind == Kind.LABELS else value)


def write_projects(hand) -> None:
    """Projects and how far they have come in the semester; a main project before its parts."""
    here = hand.plan.sheets["课题"]
    known: dict[str, Project] = {row.values["编号"]: old.record for row, old in here.matched}
    waiting = {row.values["编号"]: (row.values, old) for row, old in here.touched}
    while waiting:
        code = next(c for c, (values, _old) in waiting.items() if values["上级课题"] not in waiting)
        values, old = waiting.pop(code)
        known[code] = _write_project(hand, values, old, known)
    gone = [old.term for old in here.gone]
    clear_stages(gone)
    recognise([known[row.values["编号"]] for row, _old in here.touched], gone=gone, actor=hand.actor)


def _write_project(hand, values: dict, old, known: dict[str, Project]) -> Project:
    project = old.record if old else Project(school=hand.school)
    project.code, project.title, project.level = values["编号"], values["名称"], values["级别"]
    project.kind, project.registered_on = values["类型"], values["立项日期"]
    project.parent = known.get(values["上级课题"])
    project.leader = hand.members.get(values["负责人工号"])
    project.writer = hand.members.get(values["执笔人工号"])
    if "承担的组" in values:
        project.group = hand.groups.get(values["承担的组"])
    if "计入类别" in values:
        project.sort = hand.kinds["课题"].get(values["计入类别"])
    save_project(project)
    if old is None or old.values["成员工号"] != values["成员工号"]:
        list_members(project, [hand.members[number] for number in values["成员工号"]])
    term = old.term if old else None
    _reach(hand, project, term, values)
    return project


def _reach(hand, project: Project, term: ProjectTerm | None, values: dict) -> None:
    """The stage in the semester; the day on which another one was reached is not that of this one."""
    same = term is not None and term.stage == values["阶段"]
    day = values.get("进入阶段日期", term.reached_on if same else None)
    if not same or term.reached_on != day:
        origin = term.origin if term else Origin.WORKBOOK
        set_stage(project, semester=hand.semester, stage=values["阶段"], origin=origin, reached_on=day)
