from .logger import configure_logging, request_fields
from .run_service import Application, run_service

__all__ = ["Application", "configure_logging", "request_fields", "run_service"]
