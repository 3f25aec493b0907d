"""Makes the HTTP shell and registers the modules in it; it does not listen yet."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ..runtime import Application
from ..settings import Settings
from .errors import answer_errors
from .metrics import Metrics
from .observer import Observer
from .work_queue import WorkQueue

# The description of the API, which the catalog shows; a test compares the service with it.
OPENAPI = Path(__file__).parents[2] / "openapi.json"


@dataclass(frozen=True)
class Tools:
    """What the shell gives to every module."""

    metrics: Metrics
    queue: WorkQueue
    # The paths whose bodies may be larger than others, in bytes.
    body_limits: dict[str, int]

    async def work[T](self, request: Request, task: Callable[[], Awaitable[T]]) -> T:
        """Runs what costs time in the bounded queue of the process; a task that nobody waits for is cancelled."""

        async def caller_gone() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass

        return await self.queue.run(task, caller_gone)


# A part of the API: adds its routes. The shell contains none of its rules, and it imports no other module.
Module = Callable[[FastAPI, Tools], None]


def create_shell(
    settings: Settings,
    logger: logging.Logger,
    metrics: Metrics,
    start: Callable[[], Coroutine[Any, Any, None]],
    *modules: Module,
) -> Application:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    application = Application(app, start)
    timeout = settings.request_timeout_ms / 1000
    queue = WorkQueue(settings.concurrency, settings.queue_limit, timeout, metrics.count_rejection)
    metrics.watch_queue(queue)
    answer_errors(app, logger)
    tools = Tools(metrics, queue, body_limits={})
    app.add_middleware(Observer, logger=logger, metrics=metrics, body_limits=tools.body_limits)
    _operations(application, metrics)
    for module in modules:
        module(app, tools)
    return application


def _operations(application: Application, metrics: Metrics) -> None:
    """What a platform asks a process; never queued."""
    app = application.app

    @app.get("/livez")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    async def ready() -> JSONResponse:
        return JSONResponse({"status": application.state}, 200 if application.state == "ready" else 503)

    @app.get("/metrics")
    async def show_metrics() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    document = OPENAPI.read_bytes()

    @app.get("/openapi.json")
    async def openapi() -> Response:
        return Response(document, media_type="application/json")
