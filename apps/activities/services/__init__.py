"""Acts on activities: write and propose (records), plan (planning), mark attendance, minutes and material."""

from apps.activities.facts import attendance_key
from apps.activities.selectors import SOURCE
from apps.activities.services.marking import mark_attendance, undo_marking
from apps.activities.services.particulars import note_signatures, save_particulars, save_reflection
from apps.activities.services.planning import (
    PlannedDay,
    begin_series,
    cancel_activity,
    change_activity,
    plan_activity,
    plan_series,
    set_participants,
)
from apps.activities.services.recollections import add_material, delete_material, save_minutes
from apps.activities.services.records import (
    Programme,
    save_activities,
    save_attendance,
    save_programme,
    withdraw_activities,
)

__all__ = [
    "SOURCE",
    "PlannedDay",
    "Programme",
    "add_material",
    "attendance_key",
    "begin_series",
    "cancel_activity",
    "change_activity",
    "delete_material",
    "mark_attendance",
    "note_signatures",
    "plan_activity",
    "plan_series",
    "save_activities",
    "save_attendance",
    "save_minutes",
    "save_particulars",
    "save_programme",
    "save_reflection",
    "set_participants",
    "undo_marking",
    "withdraw_activities",
]
