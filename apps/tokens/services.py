"""Issue and revoke tokens, take them in, remember once-keys."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.core.rest.errors import KeyReused
from apps.staff.models import User
from apps.tokens.choices import Area
from apps.tokens.models import ApiToken, OnceKey

# Makes a token that was left in a file or a message easy to search for.
PREFIX = "srt_"
MOST_VALID = 20
ONCE_FOR = timedelta(days=1)


def hash_of(secret: str) -> str:
    """The secret is long and random, so a plain hash cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


def scopes_of(reads, writes) -> list[str]:
    """Scopes for these areas, in the order of the areas; who may write may read."""
    found = []
    for area in Area:
        if area in reads or area in writes:
            found.append(f"{area.value}:read")
        if area in writes:
            found.append(f"{area.value}:write")
    return found


@transaction.atomic
def issue_token(*, user, name: str, scopes: list[str], days: int, today: date) -> tuple[ApiToken, str]:
    """A new token for the school the user sits in, and its secret, which is known only now.

    Raises ValidationError by field without a scope, and when the user has twenty valid ones already.
    """
    if not scopes:
        raise ValidationError({"reads": _("Tick at least one area the token may read.")})
    User.objects.select_for_update(no_key=True).get(
        pk=user.pk
    )  # two requests at once are counted one after the other
    if ApiToken.objects.filter(user=user, school=user.seat.school).valid_on(today).count() >= MOST_VALID:
        raise ValidationError(_("You have 20 valid tokens here. Revoke one you no longer need first."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        school=user.seat.school, user=user, name=name, scopes=scopes, secret_hash=hash_of(secret),
        ending=secret[-4:], expires_on=today + timedelta(days=days),
    )  # fmt: skip
    return token, secret


def revoke_token(token: ApiToken, *, actor, now: datetime) -> None:
    """The token opens nothing any more. Raises Conflict when it is revoked already."""
    done = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now, revoked_by=actor)
    if not done:
        raise Conflict(_("This token is revoked already."))


def take_in(secret: str, *, today: date) -> ApiToken | None:
    """The valid token with this secret, noted as used today; None for any other."""
    rows = ApiToken.objects.valid_on(today).select_related("user", "school")
    token = rows.filter(secret_hash=hash_of(secret), user__is_active=True).first()
    if token is not None and token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return token


def claim_key(token: ApiToken, key: UUID, fingerprint: str) -> OnceKey:
    """The once-key, new or with what was made under it; waits for whoever is using it.

    Raises KeyReused when it came with another request. Keys older than a day are forgotten.
    """
    OnceKey.objects.filter(token=token, made_at__lt=timezone.now() - ONCE_FOR).delete()
    once, _created = OnceKey.objects.get_or_create(
        token=token, key=key, defaults={"fingerprint": fingerprint}
    )
    if once.fingerprint != fingerprint:
        raise KeyReused
    return once


def keep_key(once: OnceKey, target_id: int) -> None:
    """Remember what was made under the key."""
    once.target_id = target_id
    once.save(update_fields=["target_id"])
