"""The composition root: the only place that imports all modules and gives them what they need."""

import logging
from dataclasses import asdict

from .drafts import create_drafts
from .modules.drafts import drafts_module
from .modules.tickets import InMemoryTickets, TicketService, tickets_module
from .runtime import Application
from .settings import Settings
from .web import Metrics, create_shell

# How many tickets the process remembers: at most some 10 MB of texts.
CAPACITY = 1000


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    metrics = Metrics()
    drafts = create_drafts(settings, metrics.observe_call)

    async def write_draft(text: str) -> str:
        return (await drafts.draft(text)).draft

    async def start() -> None:
        logger.info("drafts come from", extra={"fields": {"model": asdict(drafts.options.primary.info)}})

    tickets = TicketService(InMemoryTickets(capacity=CAPACITY), write_draft)
    return create_shell(settings, logger, metrics, start, drafts_module(drafts), tickets_module(tickets))
