"""What a case tells the app whose thing it is about. Sent inside the transaction of the act."""

from django.dispatch import Signal

# case, outcome (a CaseState or Act.UNDONE), event
case_moved = Signal()
