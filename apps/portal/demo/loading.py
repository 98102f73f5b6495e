"""Load the demo school into an empty database."""

from datetime import date

from django.db import transaction

from apps.portal.demo import neighbour
from apps.portal.demo.calendar import terms_until
from apps.portal.demo.declared import declare_hours
from apps.portal.demo.lessons_watched import watch_lessons
from apps.portal.demo.log_ins import LOG_INS, give_log_in
from apps.portal.demo.meetings import hold_meetings
from apps.portal.demo.records import Titles, hand_in_plans, run_projects, write_works
from apps.portal.demo.regulations import lay_down_rules
from apps.portal.demo.reviews import ask_for_reviews
from apps.portal.demo.roster import engage, found_groups, open_school
from apps.portal.demo.texts import text
from apps.schools.models import School


@transaction.atomic
def load_demo(today: date) -> School | None:
    """Write the demo school, all or nothing; None when the database has a school already."""
    if School.objects.exists():
        return None
    roster = open_school(text("school")["school"], terms_until(today))
    engage(roster)
    found_groups(roster)
    for log_in in LOG_INS:
        if log_in.school == roster.school.code:
            give_log_in(roster.people[log_in.number].member, log_in)
    roster.actor = roster.people["T004"].member.user
    titles = Titles()
    for index in range(len(roster.terms)):
        hold_meetings(roster, index, today)
        watch_lessons(roster, index, today)
        hand_in_plans(roster, index, today)
        write_works(roster, titles, index, today)
    ask_for_reviews(roster)
    declare_hours(roster, today)
    run_projects(roster)
    lay_down_rules(roster)
    neighbour.open_neighbour(roster, today)
    return roster.school
