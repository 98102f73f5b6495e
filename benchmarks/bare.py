"""A web application with nothing but one view: what the server itself can do."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")
django.setup()
settings.MIDDLEWARE, settings.ROOT_URLCONF = [], "benchmarks.probe"

from benchmarks.probe import Bare  # noqa: E402 models need the settings first

Bare.body = b"." * 20_480
application = WSGIHandler()
