import asyncio
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import httpx
from pydantic import AliasPath, BaseModel, Field, ValidationError

from ...core import InvalidTextError, ModelInfo, ModelUnavailableError
from .resilience import CircuitBreaker, Patience, RequestFailedError, ask, read_retry_after

Name = Annotated[str, Field(min_length=1)]

# What this client relies on in the answers. More fields are welcome: a service may be newer than its client.


class _ModelInfo(BaseModel):
    name: Name
    version: Name
    labels: tuple[Name, ...] = Field(min_length=1)


class _Score(BaseModel):
    label: Name
    score: float = Field(ge=0, le=1)


class _Classification(BaseModel):
    scores: list[_Score] = Field(min_length=1)
    name: Name = Field(validation_alias=AliasPath("model", "name"))
    version: Name = Field(validation_alias=AliasPath("model", "version"))


class _Error(BaseModel):
    message: Name


class HttpTextClassifier:
    """Implements TextClassifier by a service that has the model.

    To classify changes nothing there, so a request is sent again when the network, a time-out or a
    status of 429, 502, 503 or 504 means that it may succeed in a moment.
    """

    def __init__(
        self, url: str, patience: Patience | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._patience = patience or Patience()
        # A redirect would turn POST into GET, or send the text to somebody who was not asked for.
        self._client = httpx.AsyncClient(
            base_url=url,
            timeout=self._patience.attempt_timeout,
            # The queue of the service limits them.
            limits=httpx.Limits(max_connections=None),
            follow_redirects=False,
            transport=transport,
        )
        self._breaker = CircuitBreaker(self._patience)
        self._model: ModelInfo | None = None

    @property
    def model(self) -> ModelInfo:
        if self._model is None:
            raise ModelUnavailableError("The classifier has not answered yet")
        return self._model

    async def warm_up(self) -> None:
        """Waits until the service answers: services start in any order."""
        patience = replace(self._patience, retries=math.inf, timeout=self._patience.warm_up_timeout)
        found = await ask(lambda: self._send(_ModelInfo, "GET", "v1/model"), patience)
        self._model = ModelInfo(found.name, found.version, found.labels)

    async def scores(self, text: str) -> Mapping[str, float]:
        labels = self.model.labels

        async def send() -> _Classification:
            return await self._send(_Classification, "POST", "v1/classify", {"text": text})

        found = await ask(lambda: self._breaker.call(send), self._patience)
        by_label = {score.label: score.score for score in found.scores}
        if set(by_label) != set(labels):
            # The other service is released on its own: from one answer to the next it may have a new model.
            labels = tuple(sorted(by_label))
        self._model = ModelInfo(found.name, found.version, labels)
        return {label: by_label[label] for label in labels}

    async def _send[M: BaseModel](
        self, answer: type[M], method: str, path: str, body: Mapping[str, str] | None = None
    ) -> M:
        limit = self._patience.attempt_timeout
        try:
            async with asyncio.timeout(limit):
                response = await self._client.request(method, path, json=body)
        except TimeoutError as error:
            raise RequestFailedError(f"nothing came within {limit} s") from error
        except httpx.HTTPError as error:
            raise RequestFailedError("it cannot be reached") from error
        status = response.status_code
        if status not in (200, 400):
            wait = read_retry_after(response.headers.get("retry-after", ""))
            raise RequestFailedError(f"it answered with status {status}", status=status, retry_after=wait)
        try:
            if status == 400:
                raise InvalidTextError(_Error.model_validate_json(response.content).message)
            return answer.model_validate_json(response.content)
        except ValidationError as error:
            # Without the input, which may be a text of a user.
            reason = "; ".join(f"{'/'.join(map(str, item['loc']))} {item['msg']}" for item in error.errors())
            raise RequestFailedError(f"its answer cannot be read: {reason}", status=status) from None
