import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..settings import NAME, Settings
from .logger import configure_logging

# Seconds for a connection to send the headers of its next request. Load balancers reuse idle connections for a minute.
KEEP_ALIVE = 75


@dataclass
class Application:
    """A service that is put together, and does not run yet: `start` gets it warm."""

    app: FastAPI
    start: Callable[[], Coroutine[Any, Any, None]]
    # Whether the process should be sent requests. There is no way back.
    state: Literal["starting", "ready", "stopping"] = "starting"


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        # They are for `_serve`, which has to report that it stops before it does.
        yield


class _Connection(H11Protocol):
    """Ends a connection that does not send headers to their end; the base waits for ever once they have begun."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.timeout_keep_alive_task = self.loop.call_later(KEEP_ALIVE, self.timeout_keep_alive_handler)

    def data_received(self, data: bytes) -> None:
        # The timer runs on until the headers are complete.
        self.conn.receive_data(data)
        self.handle_events()


def run_service(create_app: Callable[[Settings, logging.Logger], Application]) -> None:
    """Reads the settings, puts the service together, and runs it until SIGTERM or SIGINT.

    It listens first, so that probes are answered while it gets warm. When it is asked to stop it reports
    so in its readiness, waits until it is sent no more requests, lets the running ones finish, and exits with
    0. It exits with 1 when that takes too long, when it is asked a second time, and when the start fails.
    """
    logger = configure_logging(NAME, "info")
    try:
        settings = Settings()
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()]
        logger.critical("the settings cannot be used", extra={"fields": {"problems": problems}})
        sys.exit(1)
    logger = configure_logging(NAME, settings.log_level)
    try:
        sys.exit(asyncio.run(_serve(create_app(settings, logger), settings, logger)))
    except Exception as error:
        logger.critical("could not start", extra={"fields": {"reason": str(error)}})
        sys.exit(1)


async def _serve(application: Application, settings: Settings, logger: logging.Logger) -> int:
    is_v6 = ":" in settings.host
    family = socket.AF_INET6 if is_v6 else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, dualstack_ipv6=is_v6)
    config = uvicorn.Config(
        application.app,
        http=_Connection,
        ws="none",
        loop="asyncio",
        lifespan="off",
        timeout_keep_alive=KEEP_ALIVE,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    server = _Server(config)
    stop, stop_at_once = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        handler = lambda: (stop_at_once if stop.is_set() else stop).set()  # noqa: E731
        asyncio.get_running_loop().add_signal_handler(number, handler)
    serving = asyncio.create_task(server.serve([listener]))
    starting = asyncio.create_task(application.start())
    stopping = asyncio.create_task(stop.wait())
    at_once = asyncio.create_task(stop_at_once.wait())

    await asyncio.wait({starting, stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
    # A start that was given up because the process stops has not failed.
    failure = starting.exception() if starting.done() else None
    if failure:
        logger.critical("could not start", extra={"fields": {"reason": str(failure)}})
    elif starting.done():
        application.state = "ready"
        logger.info("ready", extra={"fields": {"port": listener.getsockname()[1]}})
        await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
    starting.cancel()
    application.state = "stopping"
    if stop.is_set():
        logger.info("stopping")
        await asyncio.wait({at_once}, timeout=settings.shutdown_delay_ms / 1000)
    server.should_exit = True
    ended = asyncio.create_task(asyncio.wait({serving, starting}))
    timeout = settings.shutdown_timeout_ms / 1000
    await asyncio.wait({ended, at_once}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():
        reason = "asked to stop again" if at_once.done() else "running requests did not finish in time"
        logger.critical("could not stop in order", extra={"fields": {"reason": reason}})
        # Any other exit waits for the threads in which the model runs or loads.
        os._exit(1)
    if failure or not stop.is_set():
        return 1
    logger.info("stopped")
    return 0
