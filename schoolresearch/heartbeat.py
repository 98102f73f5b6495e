"""A worker's sign of life: one key per queue it serves, in Valkey, that dies with it."""

import logging

from celery import bootsteps
from redis import Redis
from redis.exceptions import RedisError

SECONDS = 3
LIFETIME = 12

logger = logging.getLogger(__name__)


def key(queue):
    return f"schoolresearch:worker:{queue}"


class Heartbeat(bootsteps.StartStopStep):
    """Beats from the worker's own event loop, so a worker that hangs stops beating."""

    requires = {"celery.worker.components:Timer"}

    def __init__(self, worker, **kwargs):
        self.timer = None
        self.redis = None

    def start(self, worker):
        from django.conf import settings

        self.redis = Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
        self.beat(worker)
        self.timer = worker.timer.call_repeatedly(SECONDS, self.beat, (worker,), priority=10)

    def stop(self, worker):
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def beat(self, worker):
        try:
            for queue in worker.app.amqp.queues.consume_from:
                self.redis.set(key(queue), worker.hostname, ex=LIFETIME)
        except RedisError:
            logger.warning("heartbeat missed")
