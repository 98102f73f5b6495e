"""Activities as iCalendar (RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings


def feed(name: str, activities, address_of, now: datetime) -> bytes:
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
    book.add_missing_timezones()
    return book.to_ical()


def _event(activity, address: str, zone: ZoneInfo, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"activity-{activity.pk}@schoolresearch")
    event.add("dtstamp", now)
    event.add("last-modified", activity.updated_at)
    event.add("summary", activity.title)
    event.add("url", address)
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
