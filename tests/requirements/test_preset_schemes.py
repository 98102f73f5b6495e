"""The schemes to begin with, by the words of the schools and regulations they are named after."""

from datetime import date, timedelta

import pytest

from apps.credits.rules.facts import Holder, OwnTarget, Stay
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.owing import owe
from tests.credits.rules.makers import CALENDAR
from tests.requirements.makers import ON, TODAY, day, line, lines, member

DAYS = [date(2025, 9, 8) + timedelta(days=7 * n) for n in range(16)]
PROJECT = "activity/project"


def answers(name, work=(), holder=None, **more):
    more = {"calendar": CALENDAR, "on": ON, "today": TODAY, **more}
    holder = holder or member(born_on="1990-05-01", joined_on="2010-09-01")
    return {
        found.requirement: found for found in owe(preset_scheme(name), [holder], work, **more)[holder.key]
    }


def posted(*posts, **fields):
    return member(
        posts=tuple(Stay(post) for post in posts), born_on="1975-05-01", joined_on="2000-09-01", **fields
    )


def group(kind="research"):
    return Holder(key="group:1", of="groups", code="语文组", kind=kind)


def weekly(kind, holder="member:1", **fields):
    return [line(n, kind, on.isoformat(), holder=holder, **fields) for n, on in enumerate(DAYS)]


def test_there_are_presets_for_schools_and_regions_each_with_a_note():
    assert len(preset_schemes()) >= 6
    assert all(preset_scheme(name).note for name in preset_schemes())


# who | scheme | requirement | required in the first semester of 2025, or – when it is not owed
OWED = """
teacher           central-primary     credit-hours        24
teacher           central-primary     observations        10
teacher           township            observations        15
teacher           nine-year           observations        20
teacher           county-under-40     observations        16
aged 40           county-under-40     observations        –
teacher           central-primary     research-lesson     1
aged 48           central-primary     research-lesson     –
teacher           junior-middle       observations        38
office            junior-middle       observations        38
new teacher       junior-middle       observations        57
vice-principal    junior-middle       observations        –
vice-principal    junior-middle       leader-observations 120
teacher           junior-middle       leader-observations –
teacher           junior-middle       written-work        5
teacher           junior-middle       self-evaluation     4
project member    junior-middle       project-plan        1
project member    junior-middle       project-activity    10
project member    junior-middle       project-lesson      1
project member    junior-middle       project-summary     2
teacher           junior-middle       project-plan        –
teacher           county-under-40     plan                1
teacher           county-under-40     summary             1
teacher           county-under-40     reflection          1
teacher           county-under-40     lesson-design       1
teacher           county-under-40     lesson-script       1
teacher           county-under-40     book                1
teacher           county-under-40     paper               1
young teacher     county-under-40     monthly-case        4
young teacher     county-under-40     monthly-plan        4
young teacher     county-under-40     monthly-lesson      4
young teacher     county-under-40     monthly-calligraphy 4
young teacher     county-under-40     monthly-exchange    4
young teacher     county-under-40     weekly-reflection   21
teacher           county-under-40     weekly-reflection   –
teacher           township            books               2
teacher           township            book-notes          4000
teacher           township            self-study          20
teacher           township            open-lesson         1
teacher           township            commentary          1
substitute        township            books               –
substitute        township            observations        15
substitute        township            mentor              64
new teacher       central-primary     mentor              64
teacher           central-primary     mentor              –
research group    central-primary     collective-preparation 3
research group    central-primary     assessment-study    1
research group    central-primary     group-activity      10
research group    central-primary     group-lecture       4
grade group       central-primary     group-activity      –
leading cadre     central-primary     cadre-lectures      2
preparation leader central-primary    inspect-preparation 21
group leader      central-primary     inspect-group       10
grade head        central-primary     inspect-grade       4
office            central-primary     inspect-office      2
office            central-primary     inspect-books       4
office            central-primary     inspect-homework    4
office            junior-middle       inspect-books       4
office            junior-middle       inspect-homework    4
teacher           junior-middle       inspect-homework    –
vice-principal    junior-middle       homework            –
principal         term-observations   observations        6
vice-principal    term-observations   observations        10
office            term-observations   observations        12
teacher           term-observations   observations        –
"""
PEOPLE = {
    "teacher": member(born_on="1986-05-01", joined_on="2010-09-01"),
    "aged 40": member(born_on="1985-09-01", joined_on="2010-09-01"),
    "aged 48": member(born_on="1977-09-01", joined_on="2000-09-01"),
    "young teacher": member(born_on="1992-05-01", joined_on="2016-09-01"),
    "new teacher": member(born_on="2001-05-01", joined_on="2024-09-01", first="2025-09-29"),
    "substitute": member(born_on="1990-05-01", joined_on="2010-09-01", tags=["代课教师"], first="2025-09-29"),
    "project member": member(born_on="1986-05-01", joined_on="2010-09-01", tags=["课题组成员"]),
    "office": posted("teaching_affairs"),
    "vice-principal": posted("vice_principal"),
    "principal": posted("principal"),
    "preparation leader": posted("preparation_leader"),
    "group leader": posted("group_leader"),
    "grade head": posted("grade_head"),
    "leading cadre": posted("research", groups=(Stay("领导小组", kind="leading", role="member"),)),
    "research group": group(),
    "grade group": group("grade"),
}


@pytest.mark.parametrize("row", OWED.strip().splitlines())
def test_what_the_table_of_requirements_says(row):
    who = max((name for name in PEOPLE if row.startswith(name + " ")), key=len)
    rest = row[len(who) :]
    scheme, requirement, required = rest.split()
    holder = PEOPLE[who]
    if who in ("new teacher", "substitute") and requirement != "mentor":
        holder = member(born_on="2001-05-01", joined_on="2024-09-01", tags=holder.tags)
    found = answers(scheme, holder=holder).get(requirement)
    assert (format(found.required.normalize(), "f") if found else "–") == required


@pytest.mark.parametrize(
    ("masters", "others", "recordings", "met"),
    [(3, 13, 0, True), (2, 14, 0, False), (5, 11, 0, True), (6, 10, 0, False), (3, 0, 13, True)],
)
def test_under_forty_sixteen_observations_three_to_five_of_masters_recordings_allowed(
    masters, others, recordings, met
):
    rows = [{"labels": ["master"]}] * masters + [{}] * others + [{"labels": ["recording"]}] * recordings
    assert answers("county-under-40", lines(*rows))["observations"].met == met


@pytest.mark.parametrize(
    ("scheme", "requirement", "fields", "met"),
    [
        ("county-under-40", "reflection", {"kind": "work/reflection", "characters": 500}, True),
        ("county-under-40", "reflection", {"kind": "work/reflection", "characters": 499}, False),
        ("county-under-40", "paper", {"kind": "work/paper", "characters": 2000}, True),
        ("county-under-40", "paper", {"kind": "work/paper", "characters": 1999}, False),
        ("county-under-40", "plan", {"kind": "work/personal_plan", "on": "2025-09-29"}, False),
        (
            "nine-year",
            "open-lesson",
            {"kind": "activity/open_lesson", "part": "teacher", "level": "school"},
            True,
        ),
        (
            "nine-year",
            "open-lesson",
            {"kind": "activity/open_lesson", "part": "teacher", "level": "city"},
            True,
        ),
        ("nine-year", "open-lesson", {"kind": "activity/open_lesson", "part": "teacher"}, False),
        (
            "nine-year",
            "open-lesson",
            {"kind": "activity/open_lesson", "part": "participant", "level": "city"},
            False,
        ),
    ],
)
def test_one_piece_of_work_meets_it_or_not(scheme, requirement, fields, met):
    assert answers(scheme, [line(**fields)])[requirement].met == met


@pytest.mark.parametrize(
    ("fields", "met"),
    [
        ({"minutes": 120, "evidence": ["minutes"]}, True),
        ({"minutes": 119, "evidence": ["minutes"]}, False),
        ({"minutes": 120}, False),
    ],
)
def test_a_group_meets_every_two_weeks_for_two_hours_with_minutes(fields, met):
    work = weekly("activity/group", "group:1", **fields)
    found = answers("central-primary", work, group(), today=day("2025-12-20"))["group-activity"]
    assert all(p.done >= p.required for p in found.periods[:8]) == met


def test_two_books_and_four_thousand_characters_in_all():
    rows = [
        {"content": "a", "characters": 2500},
        {"content": "a", "characters": 500},
        {"content": "b", "characters": 999},
    ]
    found = answers("township", lines(*rows, kind="work/notes"))
    assert (found["books"].met, found["book-notes"].missing) == (True, 1)


def test_a_new_teacher_has_a_mentor_always():
    new = member(born_on="2001-05-01", joined_on="2025-08-01")
    paired = [line(1, "other/mentoring", "2025-08-25")]
    assert answers("central-primary", paired, new)["mentor"].met
    assert not answers("central-primary", [], new)["mentor"].met


def yearly(unit, *amounts, first=2021, **fields):
    return [
        line(n, "activity/lecture", f"{first + n}-05-01", **{unit: str(amount)}, **fields)
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("hours", "met"), [((72,) * 5, True), ((72, 72, 72, 72, 71), False), ((360, 0, 0, 0, 0), True)]
)
def test_r2_three_hundred_and_sixty_hours_in_five_years(hours, met):
    assert answers("national-360", yearly("worth", *hours))["five-years"].met == met


@pytest.mark.parametrize(
    ("pro", "other", "met"), [(60, 30, True), (59, 31, False), (60, 29, False), (90, 0, True)]
)
def test_r3_ninety_hours_a_year_two_thirds_professional(pro, other, met):
    work = lines({"category": "professional", "worth": pro}, {"worth": other})
    assert answers("national-360", work)["yearly"].met == met


def test_r4_a_province_counts_probation_outside_and_new_principals_by_half():
    new = member(joined_on="2025-08-15", born_on="2002-01-01", tags=["新任校长"])
    work = [
        line(1, "other/probation", credits="100", aside=True),
        line(2, "other/probation", credits="80", aside=True, labels=["practice"]),
        line(3, "other/new_principal", credits="210"),
        line(4, "other/new_principal", credits="90", labels=["concentrated"]),
        line(5, "activity/lecture", credits="24"),
    ]  # fmt: skip
    found = answers("province-five-years", work, new)
    assert {code: (float(f.done), f.met) for code, f in found.items()} == {
        "five-years": (174, False), "yearly": (324, True), "each-year": (24, False), "probation": (180, True),
        "new-principal": (300, True),
    }  # fmt: skip
    assert not answers("province-five-years", work[:3], new)["new-principal"].met


@pytest.mark.parametrize(("credits", "done", "met"), [(47, 47, False), (48, 48, True), (150, 144, True)])
def test_r5_between_48_and_144_each_year(credits, done, met):
    found = answers("province-window", [line(on="2018-05-01", credits=str(credits))], on=day("2018-06-01"))
    assert (found["yearly"].done, found["yearly"].met) == (done, met)


@pytest.mark.parametrize(("hours", "met"), [(["90"], True), (["89"], False), (["45", "45"], False)])
def test_r5_one_uninterrupted_ninety_in_the_cycle(hours, met):
    work = [line(n, "other/concentrated", "2018-05-01", hours=h) for n, h in enumerate(hours)]
    assert answers("province-window", work, on=day("2018-06-01"))["concentrated"].met == met


@pytest.mark.parametrize(
    ("change", "missing"),
    [({}, 0), ({"ethics": -1}, 1), ({"city": -1}, 1), ({"practice": -3, "knowledge": 3}, 3)],
)
def test_r6_categories_and_levels_at_once(change, missing):
    cells = {("ethics", "city"): 3, ("ethics", "school"): 5, ("knowledge", "city"): 4, ("knowledge", "county"): 6,
             ("practice", "county"): 4, ("practice", "school"): 10, ("self_study", ""): 4}  # fmt: skip
    if "ethics" in change:
        cells["ethics", "school"] -= 1
        cells["knowledge", "school"] = 1
    if "city" in change:
        cells["ethics", "city"] -= 1
        cells["ethics", "county"] = 1
    if "practice" in change:
        cells["practice", "school"] -= 3
        cells["knowledge", "school"] = 3
    work = [
        line(n, "activity/lecture", category=c, level=level, credits=str(v))
        for n, ((c, level), v) in enumerate(cells.items())
    ]
    assert answers("city-36-credits", work)["five-years"].missing == missing


@pytest.mark.parametrize(("school", "met"), [((2, 2, 2, 2, 2), True), ((4, 2, 2, 2, 0), False)])
def test_r8_four_blocks_and_two_school_based_every_year(school, met):
    blocks = {"common": 6, "professional": 10, "elective": 10}.items()
    work = lines(
        *({"category": c, "credits": str(v)} for c, v in blocks), kind="activity/lecture", on="2024-05-01"
    )
    work += yearly("credits", *school, first=2020, category="school_based")
    found = answers("municipality-blocks", work, on=day("2024-06-01"), today=day("2024-12-01"))
    assert (found["blocks"].met, found["school-based-yearly"].met) == (True, met)


def test_r23_own_targets_borrowing_and_bands():
    holder = member(own_targets=(OwnTarget("credits", date(2025, 5, 1), 60, "一校一年一标准"),))
    found = answers("own-targets", [line(credits="54")], holder)["credits"]
    assert (found.required, found.band, found.points, found.reasons) == (60, "优", 4, ("一校一年一标准",))
    assert answers("own-targets", [line(credits="54")])["credits"].band == "合格"


# September 2025 has 22 days of work, four weeks and two days; October, the holiday left out, 18.
HOMEWORK = """
语文 junior-middle   homework          8  7  语文作业每周2次
语文 junior-middle   short-composition 4  3  小作文每周1次
语文 junior-middle   composition       2  2  大作文每月2次
数学 junior-middle   homework          22 18 数学5次
数学 junior-middle   short-composition –  –  小作文
英语 junior-middle   homework          13 10 英语3次
物理 junior-middle   homework          13 10 物理、化学3次
化学 junior-middle   homework          13 10 物理、化学3次
历史 junior-middle   homework          4  3  其他1次
语文 central-primary homework          8  7  语文作业每周2次
语文 central-primary short-composition 4  3  小作文每周1次
语文 central-primary composition       2  2  大作文每月2次
数学 central-primary homework          22 18 数学5次
英语 central-primary homework          13 10 英语3次
科学 central-primary homework          4  3  其他1次
"""


@pytest.mark.parametrize("row", HOMEWORK.strip().splitlines())
def test_marking_of_homework_by_subject(row):
    subject, scheme, code, september, october, clause = row.split()
    found = answers(scheme, holder=member(subject=subject, born_on="1986-05-01", joined_on="2010-09-01")).get(
        code
    )
    asked = {p.window.first.month: f"{p.required:.0f}" for p in found.periods} if found else {}
    assert (asked.get(9, "–"), asked.get(10, "–")) == (september, october)
    (said,) = [r.clause for r in preset_scheme(scheme).requirements if r.code == code]
    assert clause in said


@pytest.mark.parametrize(("times", "met"), [((8,), True), ((7,), False), ((3, 5), True), ((0,), False)])
def test_homework_is_counted_at_the_monthly_inspection(times, met):
    teacher = member(subject="语文", born_on="1986-05-01", joined_on="2010-09-01")
    work = [line(n, "other/homework", f"2025-09-{10 + n}", count=n_times) for n, n_times in enumerate(times)]
    found = answers("junior-middle", work, teacher)["homework"].periods[0]
    assert (found.done >= found.required) == met
