"""/healthz: this process answers. /readyz: everything behind it does too."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

from schoolresearch import heartbeat


@never_cache
@require_safe
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """200 when database, broker and a worker for every queue answer; otherwise 503."""
    found = {"database": database_answers(), **broker_and_worker()}
    ready = all(state == "ok" for state in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "no answer"
    return "ok"


def broker_and_worker():
    """The workers' sign of life lies in the broker, so without one the other is unknown."""
    queues = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as valkey:
            signs = valkey.mget([heartbeat.key(queue) for queue in queues])
    except RedisError:
        return {"broker": "no answer", "worker": "unknown"}
    silent = [queue for queue, sign in zip(queues, signs, strict=True) if sign is None]
    return {"broker": "ok", "worker": f"none for {', '.join(silent)}" if silent else "ok"}
