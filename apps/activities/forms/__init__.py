"""Forms of activities (planning) and of attendance (marks)."""

from apps.activities.forms.marks import AttendanceForm
from apps.activities.forms.particulars import ParticularsForm, ReflectionForm, SignaturesForm
from apps.activities.forms.planning import (
    CancelForm,
    ChangeForm,
    MaterialForm,
    MinutesForm,
    ParticipantsForm,
    PlanForm,
    day_forms,
)

__all__ = [
    "AttendanceForm",
    "CancelForm",
    "ChangeForm",
    "MaterialForm",
    "MinutesForm",
    "ParticipantsForm",
    "ParticularsForm",
    "PlanForm",
    "ReflectionForm",
    "SignaturesForm",
    "day_forms",
]
