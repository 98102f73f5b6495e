"""Acts on subscriptions."""

import hashlib
import secrets

from django.db import transaction

from apps.calendars.models import Subscription


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def subscribe(*, user, scope: str) -> str:
    """Make the secret of a calendar's address; an earlier one of the same scope stops working."""
    token = secrets.token_urlsafe(24)
    Subscription.objects.update_or_create(
        school=user.seat.school,
        user=user,
        scope=scope,
        defaults={"token_hash": hash_of(token), "read_at": None},
    )
    return token


def unsubscribe(*, user, scope: str) -> None:
    """Make the address stop working."""
    Subscription.objects.visible_to(user).filter(scope=scope).delete()


def open_feed(token: str, *, now) -> Subscription | None:
    """The subscription with this secret, noted as read; None for a secret that never was or no longer is."""
    found = Subscription.objects.filter(token_hash=hash_of(token)).select_related("user", "school").first()
    if found is None or not found.user.is_active:
        return None
    Subscription.objects.filter(pk=found.pk).update(read_at=now)
    return found
