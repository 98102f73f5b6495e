"""Activities as iCalendar (RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _


def feed(name: str, activities, holidays, address_of, now: datetime) -> bytes:
    """A calendar for a subscription; ``address_of(activity)`` is the page of an activity.

    Times are local to the school; an activity without a time is a whole day, one without an end lasts an hour.
    """
    book = icalendar.Calendar()
    book.add("prodid", "-//SchoolResearch//calendar//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    book.add("x-published-ttl", "PT1H")
    zone = ZoneInfo(settings.TIME_ZONE)
    for activity in activities:
        book.add_component(_event(activity, address_of(activity), zone, now))
    for holiday in holidays:
        book.add_component(_days_off(holiday, now))
    book.add_missing_timezones()
    return book.to_ical()


def _event(activity, address: str, zone: ZoneInfo, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"activity-{activity.pk}@schoolresearch")
    event.add("dtstamp", now)
    event.add("last-modified", activity.updated_at)
    event.add("summary", activity.title)
    event.add("url", address)
    said = [str(activity.kind), activity.speaker and _("Speaker: %(name)s") % {"name": activity.speaker.name}]
    event.add("description", "\n".join(filter(None, [*said, activity.content])))
    if activity.place:
        event.add("location", activity.place)
    if activity.starts_at is None:
        event.add("dtstart", activity.date)
        return event
    start = datetime.combine(activity.date, activity.starts_at, zone)
    end = (
        datetime.combine(activity.date, activity.ends_at, zone)
        if activity.ends_at
        else start + timedelta(hours=1)
    )
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _days_off(holiday, now: datetime) -> icalendar.Event:
    """Whole days; the end of an event is the day after."""
    event = icalendar.Event()
    event.add("uid", f"holiday-{holiday.pk}@schoolresearch")
    event.add("dtstamp", now)
    event.add("last-modified", holiday.updated_at)
    event.add("summary", holiday.name)
    event.add("dtstart", holiday.starts_on)
    event.add("dtend", holiday.ends_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
