"""Composes the service: the AI core and the modules in the HTTP shell."""

import logging
from dataclasses import asdict

from .drafts import create_drafts
from .modules.drafts import drafts_module
from .runtime import Application
from .settings import Settings
from .web import Metrics, create_shell


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    metrics = Metrics()
    drafts = create_drafts(settings, metrics.observe_call)

    async def start() -> None:
        logger.info("drafts come from", extra={"fields": {"model": asdict(drafts.options.primary.info)}})

    return create_shell(settings, logger, metrics, start, drafts_module(drafts))
