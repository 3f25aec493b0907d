"""Start, stop and log."""

from .logger import LogLevel, configure_logging, request_fields
from .run_service import Application, Readiness, ServerSettings, run_service

__all__ = [
    "Application",
    "LogLevel",
    "Readiness",
    "ServerSettings",
    "configure_logging",
    "request_fields",
    "run_service",
]
