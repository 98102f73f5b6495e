"""What a service raises when an act cannot be done.

Bad input is a ``django.core.exceptions.ValidationError`` that names the field.
An act that came too late, or twice, is a ``Conflict``: the page tells who was first.
"""

from django.core.exceptions import ValidationError


class Conflict(ValidationError):
    """The thing has changed since the page was opened; nothing was written."""
