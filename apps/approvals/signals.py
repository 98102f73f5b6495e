"""What a case tells the app whose thing it is about. Sent inside the transaction of the act."""

from django.dispatch import Signal

# case, outcome (the CaseState it has now), event
case_moved = Signal()
