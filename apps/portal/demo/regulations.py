"""What the demo school asks of its teachers, and the county's new document, which its office is to look at."""

from datetime import date, timedelta

from apps.credits import drafting
from apps.credits.models import RulePack
from apps.credits.presets import preset_pack
from apps.credits.rules.schema import plain
from apps.portal.demo.roster import Roster
from apps.portal.demo.texts import DATA
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme


def lay_down_rules(roster: Roster) -> None:
    """A scheme that holds from the first semester, and a pack nobody has published."""
    actor = roster.people["T004"].member.user
    content = (DATA / "scheme.yaml").read_bytes()
    scheme = drafting.begin_from_text(Scheme, content, school=roster.school, reader=read_scheme, actor=actor)
    drafting.publish(scheme, first=roster.semesters[0].starts_on, actor=actor)
    now = roster.semesters[-1]
    data = county_document(now.starts_on.year, now.ends_on + timedelta(days=1))
    drafting.begin(RulePack, school=roster.school, data=data, actor=actor)


def county_document(year: int, first: date) -> dict:
    """A ready pack as the county issued it in a year, to hold from a day."""
    return plain(preset_pack("county-hours")) | {
        "code": "county",
        "name": "云溪县教师校本研修学时认定办法",
        "document": {"title": "学时认定办法", "number": f"云教〔{year}〕6号", "issuer": "云溪县教育局"},
        "note": "县里刚下发。先试算上学期，再定从哪天起用。",
        "valid": {"from": first},
    }
