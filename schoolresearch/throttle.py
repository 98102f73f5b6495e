"""How many wrong passwords are too many, and whose they are."""

from django.conf import settings

PER_ACCOUNT = 5
PER_ADDRESS = 100


def failure_limit(request, credentials):
    """Five for one account from one address; a hundred for an address, which may be a school's."""
    from axes.helpers import get_cache, get_client_cache_keys

    account_key = get_client_cache_keys(request, credentials)[0]
    account_failures = get_cache().get(account_key, default=0)
    return PER_ACCOUNT if account_failures >= PER_ACCOUNT else PER_ADDRESS


def client_address(request):
    """The peer, or behind the trusted proxy the last address that the proxy itself wrote."""
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")
