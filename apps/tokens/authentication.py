"""Who a request with a token acts as: ``Authorization: Bearer srt_…``, in the school the token is bound to."""

from dataclasses import dataclass
from uuid import UUID

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, Throttled

from apps.groups.selectors import seat_of
from apps.tokens import services
from apps.tokens.models import ApiToken, OnceKey

GUESSES, GUESS_SECONDS = 100, 900


@dataclass(frozen=True)
class Access:
    """``request.auth``: what the token may, and the once-keys of what it made."""

    token: ApiToken

    def allows(self, scope: str) -> bool:
        return scope in self.token.scopes

    def claim(self, key: UUID, fingerprint: str) -> OnceKey:
        return services.claim_key(self.token, key, fingerprint)

    def keep(self, once: OnceKey, target_id: int) -> None:
        services.keep_key(once, target_id)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request):
        """(user in the token's seat, access), None without a token. Raises AuthenticationFailed for a wrong one."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        guesses = f"tokens:guesses:{get_client_ip_address(request)}"
        if cache.get(guesses, 0) >= GUESSES:
            raise Throttled(GUESS_SECONDS)
        secret = words[1].decode("latin-1") if len(words) == 2 else ""
        token = services.take_in(secret, today=request.today) if secret else None
        if token is None:
            cache.add(guesses, 0, GUESS_SECONDS)
            cache.incr(guesses)
            raise AuthenticationFailed(
                _("This token is not known, has expired or was revoked. Make a new one.")
            )
        return self.seated(token, request.today), Access(token)

    def seated(self, token, today):
        user = token.user
        if user.must_change_password:
            raise AuthenticationFailed(_("Log in on the website and choose a password of your own first."))
        user.seat = seat_of(user, today=today, school_id=token.school_id)
        if user.seat is None or user.seat.school.pk != token.school_id:
            raise AuthenticationFailed(_("The owner of this token no longer belongs to its school."))
        return user

    def authenticate_header(self, request):
        return 'Bearer realm="api"'
