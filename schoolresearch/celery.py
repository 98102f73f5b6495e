"""The Celery application, the sign of life its workers give, and their end."""

import os
import signal

from celery import Celery, signals

from schoolresearch.logging import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")

LAST_SECONDS = 10  # however it was started; bin/serve waits as long

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


@signals.worker_shutting_down.connect
def end_in_any_case(**kwargs):
    """The kernel ends a worker that does not end by itself.

    A pool that stops reads no results any more: a process of it that writes a long one, such as an
    error of a database just stopped, waits for ever, and the worker for it. A job cut short this
    way is taken up by the next worker once its lease is over.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LAST_SECONDS)
