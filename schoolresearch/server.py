"""Gunicorn's configuration: `gunicorn -c python:schoolresearch.server schoolresearch.wsgi`."""

import os

from schoolresearch.logging import logging_config

# Threads keep a slow phone from holding up a process; one process per core keeps Python busy.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, min(os.cpu_count() or 1, 8)))
threads = 4
preload_app = True  # one clear sentence and the end, when a setting is refused
timeout = 120
graceful_timeout = 10
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
forwarded_allow_ips = "127.0.0.1"
accesslog = None  # the application logs each request itself, without its query string
logconfig_dict = logging_config("INFO", with_messages=False)
