"""How often a token may ask."""

from rest_framework.throttling import SimpleRateThrottle


class TokenThrottle(SimpleRateThrottle):
    """Requests of one token in a minute; ``DEFAULT_THROTTLE_RATES["token"]`` says how many."""

    scope = "token"

    def get_cache_key(self, request, view):
        return f"tokens:rate:{request.auth.token.pk}" if request.auth else None
