import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime

from ..settings import LogLevel

_LEVELS: Mapping[LogLevel, int] = {
    "silent": 60, "fatal": 50, "error": 40, "warn": 30, "info": 20, "debug": 10, "trace": 5,
}  # fmt: skip
_NAMES = {number: name for name, number in _LEVELS.items()}

# What each line within a request has: its id, and its trace if the caller sent one.
request_fields: ContextVar[Mapping[str, str]] = ContextVar("request_fields")


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON; `extra={"fields": {...}}` adds fields to it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "level": _NAMES.get(record.levelno, record.levelname.lower()),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "name": record.name,
            **request_fields.get({}),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and (error := record.exc_info[1]):
            # Without its message, which may quote what a user wrote; the places lead to the cause.
            places = traceback.extract_tb(error.__traceback__)
            stack = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
            line["err"] = {"type": type(error).__name__, "stack": stack}
        return json.dumps({**line, "msg": record.getMessage()}, default=str)


def configure_logging(name: str, level: LogLevel) -> logging.Logger:
    """Sends all logs of the process to standard output, and returns the one of the service."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    # Libraries log at most warnings: what they log otherwise may hold addresses and texts.
    logging.basicConfig(handlers=[handler], level=max(_LEVELS[level], logging.WARNING), force=True)
    logger = logging.getLogger(name)
    logger.setLevel(_LEVELS[level])
    return logger
