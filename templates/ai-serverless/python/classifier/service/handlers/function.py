"""Does in the init phase what every request needs: reads the settings, loads the model."""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import Self

from fastapi import FastAPI
from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ..app import create_app
from ..aws import (
    IdempotencyStore,
    ResultQueue,
    count_classification,
    create_idempotency_store,
    create_result_queue,
)
from ..core import Classifies
from ..runtime import configure_logging
from ..settings import NAME, Settings

# Lambda gives the init phase ten seconds, and then starts it again within the first request.
INIT_TIMEOUT = 9


class FunctionSettings(BaseSettings):
    """From template.yaml. What may be missing on a developer's machine is required on Lambda."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    service_name: str = NAME
    idempotency_table: str | None = None
    result_queue_url: str | None = None
    aws_lambda_function_name: str | None = None

    @model_validator(mode="after")
    def _require_on_lambda(self) -> Self:
        if self.aws_lambda_function_name and not (self.idempotency_table and self.result_queue_url):
            raise ValueError("IDEMPOTENCY_TABLE and RESULT_QUEUE_URL must be set")
        return self


@dataclass(frozen=True)
class Function:
    """What the handlers work with. `request_timeout` is in seconds."""

    app: FastAPI
    classification: Classifies
    store: IdempotencyStore
    results: ResultQueue
    logger: logging.Logger
    request_timeout: float
    runner: asyncio.Runner


def warm_function() -> Function:
    own, settings = FunctionSettings(), Settings()
    logger = configure_logging(own.service_name, settings.log_level)
    application = create_app(settings, logger, partial(count_classification, own.service_name))
    runner = asyncio.Runner()

    async def start() -> None:
        async with asyncio.timeout(INIT_TIMEOUT):
            await application.start()

    # When it fails, so does the init phase, and Lambda sends the instance no request.
    runner.run(start())
    application.readiness.state = "ready"
    return Function(
        application.app,
        application.classification,
        create_idempotency_store(own.idempotency_table),
        create_result_queue(own.result_queue_url),
        logger,
        settings.request_timeout_ms / 1000,
        runner,
    )
