"""What staff tells the apps above."""

from django.dispatch import Signal

# A staff member leaves the school: ``member``, and ``on``, their last day.
member_left = Signal()
