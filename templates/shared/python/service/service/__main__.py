"""Runs the service: `python -m service`."""

from .app import create_app
from .runtime import run_service
from .settings import NAME, Settings

run_service(NAME, Settings, create_app)
