"""Does in the init phase what every request needs: reads the settings, ${{ 'finds' if values.ai == 'language-model' else 'loads' }} the model."""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import Self

from fastapi import FastAPI
from pydantic import ${{ 'SecretStr, model_validator' if values.ai == 'language-model' else 'model_validator' }}

from ..app import create_app, create_core
{%- if values.ai == 'language-model' %}
from ..aws import IdempotencyStore, ResultQueue, count_call, create_idempotency_store, create_result_queue, read_secret
from ..core import DraftService
{%- else %}
from ..aws import IdempotencyStore, ResultQueue, count_classification, create_idempotency_store, create_result_queue
from ..core import ClassificationService
{%- endif %}
from ..runtime import configure_logging
from ..settings import NAME, Settings

# Lambda gives the init phase ten seconds, and then starts it again within the first request.
INIT_TIMEOUT = 9


class FunctionSettings(Settings):
    """From template.yaml. What may be missing on a developer's machine is required on Lambda."""

    powertools_service_name: str = NAME
    idempotency_table: str | None = None
    result_queue_url: str | None = None
    aws_lambda_function_name: str | None = None
{% if values.ai == 'language-model' %}    # Where the key of the model is, so that it is in no setting of the function.
    llm_api_key_secret: str | None = None
{% endif %}
    @model_validator(mode="after")
    def _require_on_lambda(self) -> Self:
        if self.aws_lambda_function_name and not (self.idempotency_table and self.result_queue_url):
            raise ValueError("IDEMPOTENCY_TABLE and RESULT_QUEUE_URL must be set")
        return self


@dataclass(frozen=True)
class Function:
    """What the handlers work with. `request_timeout` is in seconds."""

    app: FastAPI
    ${{ 'drafts: DraftService' if values.ai == 'language-model' else 'classification: ClassificationService' }}
    store: IdempotencyStore
    results: ResultQueue
    logger: logging.Logger
    request_timeout: float
    runner: asyncio.Runner


def warm_function() -> Function:
    settings = FunctionSettings()
{% if values.ai == 'language-model' %}    if settings.llm_url and settings.llm_api_key_secret:
        key = SecretStr(read_secret(settings.llm_api_key_secret))
        settings = settings.model_copy(update={"llm_api_key": key})
{% endif %}    name = settings.powertools_service_name
    logger = configure_logging(name, settings.log_level)
    core = create_core(settings, partial(${{ 'count_call' if values.ai == 'language-model' else 'count_classification' }}, name))
    application = create_app(settings, logger, core)
    runner = asyncio.Runner()
    # When it fails, so does the init phase, and Lambda sends the instance no request.
    runner.run(asyncio.wait_for(application.start(), INIT_TIMEOUT))
    application.state = "ready"
    return Function(
        application.app,
        ${{ 'core.drafts' if values.ai == 'language-model' else 'core' }},
        create_idempotency_store(settings.idempotency_table),
        create_result_queue(settings.result_queue_url),
        logger,
        settings.request_timeout_ms / 1000,
        runner,
    )
