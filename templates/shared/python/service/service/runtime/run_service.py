"""The whole life of a process."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import uvicorn
from fastapi import FastAPI
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from .logger import LogLevel, configure_logging

UpTo5Minutes = Annotated[int, Field(ge=0, le=300_000)]


class ServerSettings(BaseSettings):
    """Each field is read from the variable of its name in upper case. An empty variable counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    host: str = "0.0.0.0"  # noqa: S104
    # 0 takes a free one.
    port: int = Field(default=8080, ge=0, le=65_535)
    log_level: LogLevel = "info"
    # Where a load balancer learns of the stop by the readiness probe, it needs some seconds to send its
    # requests elsewhere.
    shutdown_delay_ms: UpTo5Minutes = 0
    shutdown_timeout_ms: UpTo5Minutes = 10_000


@dataclass
class Readiness:
    """Whether the process should be sent requests. There is no way back."""

    state: Literal["starting", "ready", "stopping"] = "starting"


@dataclass(frozen=True)
class Application:
    """A service that is put together, and does not run yet: `start` gets it warm."""

    app: FastAPI
    readiness: Readiness
    start: Callable[[], Coroutine[Any, Any, None]]


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        # They are for `_serve`, which has to report that it stops before it does.
        yield


def run_service[S: ServerSettings](
    name: str, settings_type: Callable[[], S], create_app: Callable[[S, logging.Logger], Application]
) -> None:
    """Reads the settings, puts the service together, and runs it until SIGTERM or SIGINT.

    It listens first, so that probes are answered while it gets warm. When it is asked to stop it reports
    so in its readiness, waits until it is sent no more requests, lets the running ones finish, and exits with
    0. It exits with 1 when that takes too long, when it is asked a second time, and when the start fails.
    """
    logger = configure_logging(name, "info")
    try:
        settings = settings_type()
    except ValidationError as error:
        problems = [f"{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()]
        logger.critical("the settings cannot be used", extra={"fields": {"problems": problems}})
        sys.exit(1)
    logger = configure_logging(name, settings.log_level)
    try:
        sys.exit(asyncio.run(_serve(create_app, settings, logger)))
    except Exception as error:
        logger.critical("could not start", extra={"fields": {"reason": str(error)}})
        sys.exit(1)


async def _serve[S: ServerSettings](
    create_app: Callable[[S, logging.Logger], Application], settings: S, logger: logging.Logger
) -> int:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family)
    application = create_app(settings, logger)
    config = uvicorn.Config(
        application.app, log_config=None, access_log=False, lifespan="off", loop="asyncio", http="h11", ws="none"
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
        application.readiness.state = "ready"
        logger.info("ready", extra={"fields": {"port": listener.getsockname()[1]}})
        await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
    starting.cancel()
    application.readiness.state = "stopping"
    if not failure:
        logger.info("stopping")
        await asyncio.wait({at_once}, timeout=settings.shutdown_delay_ms / 1000)
    server.should_exit = True
    timeout = settings.shutdown_timeout_ms / 1000
    await asyncio.wait({serving, at_once}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    if not serving.done():
        server.force_exit = True
        reason = "asked to stop again" if at_once.done() else "running requests did not finish in time"
        logger.critical("could not stop in order", extra={"fields": {"reason": reason}})
        return 1
    return int(failure is not None)
