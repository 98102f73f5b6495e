"""The Celery application and the sign of life its workers give."""

import os

from celery import Celery, signals

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


@signals.worker_init.connect
def add_heartbeat(**kwargs):
    from schoolresearch.heartbeat import Heartbeat

    app.steps["worker"].add(Heartbeat)
