"""The project package: settings, urls, worker, health. The work itself lives in `apps`."""

from schoolresearch.celery import app as celery_app

__all__ = ["celery_app"]
