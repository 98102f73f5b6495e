"""Pages of activities."""

from apps.activities.views.activities import ActivityDetail, ActivityList
from apps.activities.views.attendance import AttendanceEdit, AttendanceList, AttendanceUndo
from apps.activities.views.particulars import ParticularsEdit, ReflectionEdit, SignaturesEdit
from apps.activities.views.planning import ActivityCreate, ActivityEdit, ActivityWithdraw, ParticipantsEdit
from apps.activities.views.recollections import MaterialCreate, MaterialDelete, MaterialFile, MinutesEdit

__all__ = [
    "ActivityCreate",
    "ActivityDetail",
    "ActivityEdit",
    "ActivityList",
    "ActivityWithdraw",
    "AttendanceEdit",
    "AttendanceList",
    "AttendanceUndo",
    "MaterialCreate",
    "MaterialDelete",
    "MaterialFile",
    "MinutesEdit",
    "ParticipantsEdit",
    "ParticularsEdit",
    "ReflectionEdit",
    "SignaturesEdit",
]
