"""What the demo school asks of its teachers, and the county's new document, which its office is to look at."""

from datetime import timedelta

from apps.credits import drafting
from apps.credits.models import RulePack
from apps.credits.rules.schema import plain
from apps.credits.rules.texts import read_pack
from apps.portal.demo.roster import Roster
from apps.portal.demo.texts import DATA
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme
from apps.schools.models import School, Semester


def lay_down_rules(roster: Roster) -> None:
    """A scheme that holds from the first semester, and a pack nobody has published."""
    actor = roster.people["T004"].member.user
    content = (DATA / "scheme.yaml").read_bytes()
    scheme = drafting.begin_from_text(Scheme, content, school=roster.school, reader=read_scheme, actor=actor)
    drafting.publish(scheme, first=roster.semesters[0].starts_on, actor=actor)
    data = county_document(roster.school, roster.semesters[-1])
    drafting.begin(RulePack, school=roster.school, data=data, actor=actor)


def county_document(school: School, semester: Semester) -> dict:
    """What the county issued in a semester, to hold from the day after it."""
    content = (DATA / "county.yaml").read_bytes()
    number = f"云教〔{semester.starts_on.year}〕6号"
    return plain(drafting.read_text(RulePack, content, school=school, reader=read_pack)) | {
        "document": {"title": "学时认定办法", "number": number, "issuer": "云溪县教育局"},
        "valid": {"from": semester.ends_on + timedelta(days=1)},
    }
