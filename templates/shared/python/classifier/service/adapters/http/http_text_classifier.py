"""Asks a service that has the model."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, ValidationError

from ...core import ClassifierUnavailableError, InvalidTextError, ModelInfo
from .errors import CircuitOpenError, RequestFailedError, RequestRefusedError
from .resilience import CircuitBreaker, Patience, retry

Name = Annotated[str, Field(min_length=1)]

# What this client relies on in the answers. More fields are welcome: a service may be newer than its client.


class _Model(BaseModel):
    name: Name
    version: Name


class _ModelInfo(_Model):
    labels: list[Name] = Field(min_length=1)


class _Score(BaseModel):
    label: Name
    score: float = Field(ge=0, le=1)


class _Classification(BaseModel):
    scores: list[_Score] = Field(min_length=1)
    model: _Model


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
        # A redirect would turn POST into GET, or send the text to somebody who was not asked for.
        self._patience = patience or Patience()
        self._client = httpx.AsyncClient(
            base_url=url, timeout=self._patience.attempt_timeout, follow_redirects=False, transport=transport
        )
        self._breaker = CircuitBreaker(self._patience)
        self._model: ModelInfo | None = None

    @property
    def model(self) -> ModelInfo:
        if self._model is None:
            raise ClassifierUnavailableError("The classifier has not answered yet")
        return self._model

    async def warm_up(self) -> None:
        """Waits until the service answers: services start in any order."""
        patience = replace(self._patience, retries=math.inf, timeout=self._patience.warm_up_timeout)
        found = await self._ask(_ModelInfo, "GET", "v1/model", patience)
        self._model = ModelInfo(found.name, found.version, tuple(found.labels))

    async def scores(self, text: str) -> Mapping[str, float]:
        labels = self.model.labels
        body = {"text": text}
        found = await self._ask(_Classification, "POST", "v1/classify", self._patience, body, self._breaker)
        by_label = {score.label: score.score for score in found.scores}
        if set(by_label) != set(labels):
            # The other service is released on its own: from one answer to the next it may have a new model.
            labels = tuple(sorted(by_label))
        self._model = ModelInfo(found.model.name, found.model.version, labels)
        return {label: by_label[label] for label in labels}

    async def aclose(self) -> None:
        await self._client.aclose()

    async def _ask[M: BaseModel](
        self,
        answer: type[M],
        method: str,
        path: str,
        patience: Patience,
        body: Mapping[str, str] | None = None,
        breaker: CircuitBreaker | None = None,
    ) -> M:
        send = partial(self._send, answer, method, path, body)
        try:
            async with asyncio.timeout(patience.timeout):
                return await retry(partial(breaker.call, send) if breaker else send, patience)
        except RequestRefusedError as error:
            raise InvalidTextError(str(error)) from error
        except CircuitOpenError as error:
            reason = "the classifier failed too often and is left alone for a moment"
            raise ClassifierUnavailableError(f"No answer of the classifier: {reason}") from error
        except TimeoutError as error:
            raise ClassifierUnavailableError("the classifier did not answer in time") from error
        except RequestFailedError as error:
            raise ClassifierUnavailableError(f"No answer of the classifier: {error}") from error

    async def _send[M: BaseModel](self, answer: type[M], method: str, path: str, body: Mapping[str, str] | None) -> M:
        """Sends a request once, and reports the exact error."""
        try:
            async with asyncio.timeout(self._patience.attempt_timeout):
                response = await self._client.request(method, path, json=body)
        except TimeoutError as error:
            raise RequestFailedError(
                f"the classifier did not answer within {self._patience.attempt_timeout} s"
            ) from error
        except httpx.HTTPError as error:
            raise RequestFailedError("the classifier cannot be reached") from error
        status = response.status_code
        if status == 400:
            raise RequestRefusedError(_message(response.content) or "The classifier refused the text")
        if status != 200:
            raise RequestFailedError(
                f"the classifier answered with status {status}",
                status=status,
                retry_after=retry_after(response.headers.get("retry-after")),
            )
        try:
            return answer.model_validate_json(response.content)
        except ValidationError as error:
            # Without the input, which may be a text of a user.
            reason = "; ".join(f"{'/'.join(map(str, item['loc']))} {item['msg']}" for item in error.errors())
            raise RequestFailedError(f"the answer of the classifier cannot be read: {reason}", status=status) from None


def retry_after(header: str | None) -> float:
    """Reads Retry-After, seconds or a date (RFC 9110, 10.2.3): seconds from now, 0 when it is none of them."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _message(content: bytes) -> str | None:
    try:
        return _Error.model_validate_json(content).message
    except ValidationError:
        return None
