"""A project that a group holds, rather than persons: the group has it, by rules and by requirements for groups."""

from datetime import date

import pytest
from django.urls import reverse

from apps.credits.models import Entry, Proposal
from apps.projects.models import Project
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate
from tests.credits.packs import publish
from tests.factories import GroupFactory, ProjectFactory
from tests.projects.test_project_recognition import keep

FOR_GROUPS = """
  - {type: worth, code: people, where: {kinds: [project]}, from: [{gives: 2}]}
  - {type: worth, code: groups, where: {kinds: [project], parts: [leader], who: {of: groups}}, from: [{gives: 6}]}
"""
OWED = """
code: groups
name: 教研组课题
valid: {from: 2025-09-01}
requirements:
  - {code: project, name: 课题, who: {of: groups, group_kinds: [research]}, measure: {where: {kinds: [project]}},
     within: semester, at_least: 1}
"""


def held(cast, **fields):
    project = ProjectFactory.build(school=cast.school, leader=None, group=cast.group, level="county")
    return keep(cast, project, **fields)


def owed(cast, group):
    found = evaluate(cast.semester, today=date(2025, 12, 19), schemes=[read_scheme(OWED)])
    return next(a.owed for a in found.by_holder[f"group:{group.pk}"])


def standing():
    rows = Entry.objects.standing().order_by("pk")
    return {(entry.group or entry.member, entry.role, entry.hours) for entry in rows}


def test_what_rules_give_to_groups_the_group_has_and_its_people_what_is_theirs(cast):
    publish(cast, FOR_GROUPS)
    held(cast, members=[cast.teacher])
    assert standing() == {(cast.group, "leader", 6), (cast.teacher, "member", 2)}


def test_where_no_rule_gives_groups_anything_it_has_no_entry_and_yet_has_done_what_it_owes(cast):
    other = GroupFactory(school=cast.school, name="语文组")
    held(cast)
    assert standing() == set()
    assert Proposal.objects.get().group == cast.group
    assert (owed(cast, cast.group).met, owed(cast, other).met) == (True, False)


@pytest.mark.parametrize("rules", ["", FOR_GROUPS])
def test_it_counts_once_whether_the_ledger_has_it_or_not(cast, rules):
    if rules:
        publish(cast, rules)
    held(cast)
    assert owed(cast, cast.group).done == 1


def test_given_to_another_group_the_ledger_follows_with_a_reversal(cast):
    publish(cast, FOR_GROUPS)
    other = GroupFactory(school=cast.school, name="语文组")
    project = held(cast)
    keep(cast, project, group=other)
    assert standing() == {(other, "leader", 6)}
    assert Entry.objects.filter(reverses__isnull=False).count() == 1


def test_the_form_asks_for_the_group_and_the_page_names_it(cast, browse):
    client = browse(cast.office)
    new = reverse("projects:project_create")
    sent = {
        "title": "单元整体教学", "code": "K9", "kind": "main", "group": cast.group.pk, "stage": "opening",
    }  # fmt: skip
    assert client.post(new, sent).status_code == 302
    made = Project.objects.get(code="K9")
    assert (made.group, made.leader) == (cast.group, None)
    assert cast.group.name in client.get(made.get_absolute_url()).content.decode()
