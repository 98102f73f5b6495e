"""One JSON object a line on standard error, with the request's id and without personal data."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

request_id = ContextVar("request_id", default=None)


class JsonFormatter(logging.Formatter):
    """Writes what happened and where.

    What an exception says may quote a name or a cell, so it is left out unless `with_messages`;
    its type and the lines it passed through are kept.
    """

    def __init__(self, with_messages=False):
        super().__init__()
        self.with_messages = with_messages

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = self._error(*record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)

    def _event(self, record):
        """Django's own request messages quote the path, and those of errors may quote anything."""
        if self.with_messages:
            return record.getMessage()
        if hasattr(record, "request"):
            return f"{record.name} {getattr(record, 'status_code', '')}".strip()
        return str(record.msg) if record.exc_info else record.getMessage()

    def _error(self, kind, error, trace):
        found = {
            "type": f"{kind.__module__}.{kind.__qualname__}",
            "at": [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)],
        }
        if self.with_messages:
            found["message"] = str(error)
        return found


def logging_config(level, with_messages):
    """Django's LOGGING: all to standard error, but for the throttle, which quotes accounts."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter, "with_messages": with_messages}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
            # It would quote addresses with their query strings.
            "gunicorn.access": {"handlers": ["none"], "level": "CRITICAL", "propagate": False},
            "axes": {"handlers": ["none"], "level": "CRITICAL", "propagate": False},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
