"""Composes the service: the AI core in the HTTP shell. It uses no AWS; the handlers add their own clients."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from .core import DraftService, ModelCall
from .drafts import create_drafts
from .modules.drafts import drafts_module
from .runtime import Application
from .settings import Settings
from .web import Metrics, create_shell


@dataclass(frozen=True)
class Core:
    drafts: DraftService
    metrics: Metrics


def create_core(settings: Settings, on_call: Callable[[ModelCall], None] = lambda _: None) -> Core:
    metrics = Metrics()

    def observe(call: ModelCall) -> None:
        metrics.observe_call(call)
        on_call(call)

    return Core(create_drafts(settings, observe), metrics)


def create_app(settings: Settings, logger: logging.Logger, core: Core | None = None) -> Application:
    """The HTTP API; both handlers share its core."""
    core = core or create_core(settings)
    drafts = core.drafts

    async def start() -> None:
        logger.info("drafts come from", extra={"fields": {"model": asdict(drafts.options.primary.info)}})

    return create_shell(settings, logger, core.metrics, start, drafts_module(drafts))
