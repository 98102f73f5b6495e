"""The Celery application and the sign of life its workers give."""

import os

from celery import Celery, signals

from schoolresearch.logging import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")

app = Celery("schoolresearch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def use_django_logging(**kwargs):
    """Celery's own log set-up is switched off by the mere presence of a receiver."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.task_prerun.connect
def name_the_lines(task_id, **kwargs):
    """What a task logs carries its id, as what a request logs carries the request's."""
    request_id.set(task_id)


@signals.worker_init.connect
def add_heartbeat(**kwargs):
    from schoolresearch.heartbeat import Heartbeat

    app.steps["worker"].add(Heartbeat)
