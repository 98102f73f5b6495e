"""import_rule_pack and export_rule_pack."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.credits import drafting
from apps.credits.models import RulePack
from apps.credits.presets import FOLDER, preset_pack, standard_names
from apps.credits.rules.texts import read_pack
from apps.credits.services import open_catalogue

GOOD = FOLDER / "county-hours.yaml"
BAD = """code: wrong
name: 写错的
valid: {from: 2025-09-01}
rules:
  - type: cap
    where: {kinds: [activity/lectur]}
    at_most: -1
    per: semester
"""


@pytest.fixture
def school(cast):
    open_catalogue(cast.school)
    return cast.school


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_a_file_becomes_a_draft_and_says_its_rules(school):
    said = json.loads(run("import_rule_pack", str(GOOD), school="QINGXI", json=True))
    assert said["rules"][1] == "小组活动，每次计1学时。"
    assert (said["ok"], said["saved"], said["version"], len(said["rules"])) == (True, True, 1, 15)
    assert RulePack.objects.get(school=school).is_draft


def test_a_dry_run_writes_nothing(school):
    assert "nothing was written" in run("import_rule_pack", str(GOOD), school="QINGXI", dry_run=True)
    assert not RulePack.objects.exists()


def test_every_mistake_is_named_by_line_and_key_and_the_command_fails(school, tmp_path, capsys):
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_rule_pack", str(file), school="QINGXI", json=True, stdout=out)
    problems = json.loads(out.getvalue())["problems"]
    assert stopped.value.code == 1
    assert [(p["line"], p["key"]) for p in problems] == [
        (6, "rules[1].where.kinds[1]"),
        (7, "rules[1].at_most"),
    ]
    with pytest.raises(CommandError, match="是不是“activity/lecture”"):
        run("import_rule_pack", str(file), school="QINGXI")


def test_days_on_which_another_pack_counts_the_same_are_refused(school, cast):
    held = drafting.begin_from(RulePack, preset_pack("school-hours"), school=school)
    drafting.publish(held, first=date(2025, 9, 1), actor=cast.office.user)
    with pytest.raises(CommandError, match=r"第 5 行 valid：有效期与“.*”重叠"):
        run("import_rule_pack", str(GOOD), school="QINGXI")


def test_what_is_written_reads_back_the_same(school, tmp_path):
    run("import_rule_pack", str(GOOD), school="QINGXI")
    file = tmp_path / "out.yaml"
    run("export_rule_pack", "county-hours", school="QINGXI", out=file)
    written = file.read_text(encoding="utf-8")
    assert run("export_rule_pack", "county-hours", school="QINGXI") == written
    assert len(read_pack(written, standard_names()).rules) == 15


def test_a_file_is_tried_without_naming_one_of_several_schools(school, tmp_path):
    assert "nothing was written" in run("import_rule_pack", str(GOOD), dry_run=True)
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")
    with pytest.raises(CommandError, match="第 7 行"):
        run("import_rule_pack", str(file))
    with pytest.raises(CommandError, match="Name the school with --school CODE. Schools: .*QINGXI"):
        run("import_rule_pack", str(GOOD))
    assert not RulePack.objects.exists()


def test_a_place_that_cannot_be_written_is_named(school, tmp_path):
    run("import_rule_pack", str(GOOD), school="QINGXI")
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"out\.yaml cannot be written: "):
        run("export_rule_pack", "county-hours", school="QINGXI", out=tmp_path / "file" / "out.yaml")
    with pytest.raises(CommandError, match=r"There is no county-hours 9 here\. There are: county-hours 1\."):
        run("export_rule_pack", "county-hours", school="QINGXI", pack_version=9)


def test_an_unknown_school_or_code_is_answered_with_what_there_is(school):
    with pytest.raises(CommandError, match="Schools: .*QINGXI"):
        run("import_rule_pack", str(GOOD), school="NOWHERE")
    with pytest.raises(CommandError, match="There are: none yet"):
        run("export_rule_pack", "county-hours", school="QINGXI")
