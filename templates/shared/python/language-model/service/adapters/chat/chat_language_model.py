import asyncio
from collections.abc import Iterable, Mapping
from typing import Annotated

import httpx
from pydantic import AliasPath, BaseModel, Field

from ...core import Completion, ModelUnavailableError, Tokens, estimate_tokens
from .event_stream import EventStream
from .resilience import CircuitBreaker, Patience, RequestFailedError, ask, read_retry_after

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Chunk(BaseModel):
    """The fields of a chunk that are used; providers send more."""

    content: str | None = Field(None, validation_alias=AliasPath("choices", 0, "delta", "content"))
    finish_reason: str | None = Field(None, validation_alias=AliasPath("choices", 0, "finish_reason"))
    input_tokens: Count | None = Field(None, validation_alias=AliasPath("usage", "prompt_tokens"))
    output_tokens: Count | None = Field(None, validation_alias=AliasPath("usage", "completion_tokens"))


class ChatLanguageModel:
    """Calls a model by the protocol that most providers and gateways have in common: chat completions, streamed.

    `patience.attempt_timeout` is until the first token, and between two tokens, `patience.timeout` for a call with its
    retries.
    """

    def __init__(
        self,
        url: str,
        provider: str,
        model: str,
        api_key: str | None,
        patience: Patience,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        # Mistral refuses the field, and counts tokens without it.
        usage = {} if provider == "mistral" else {"stream_options": {"include_usage": True}}
        self._body = {"model": model, "stream": True, **usage}
        self._patience = patience
        self._breaker = CircuitBreaker(patience)
        self._retry_budget = _RetryBudget()
        # What is compressed may be larger than the limits of the stream.
        headers = {"accept": "text/event-stream", "accept-encoding": "identity"}
        if api_key:
            headers["authorization"] = f"Bearer {api_key}"
        # A redirect would send the text and the key to another host.
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=patience.timeout,
            # The queue of the service limits them.
            limits=httpx.Limits(max_connections=None),
            follow_redirects=False,
            transport=transport,
        )

    async def complete(self, *, system: str, user: str, max_output_tokens: int) -> Completion:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body = {**self._body, "max_tokens": max_output_tokens, "messages": messages}
        answer = _Answer(max_output_tokens)

        async def send() -> None:
            nonlocal answer
            answer = _Answer(max_output_tokens)
            await self._send(body, answer)

        self._retry_budget.add_call()
        try:
            await ask(lambda: self._breaker.call(send), self._patience, self._retry_budget.take)
        except ModelUnavailableError as error:
            begun = answer.tokens if answer.has_begun else None
            raise ModelUnavailableError(str(error), output_tokens=begun) from error
        tokens = answer.usage or Tokens(estimate_tokens(system, user), answer.tokens)
        return Completion(answer.text, tokens, "stop" if answer.finish_reason == "stop" else "length")

    async def _send(self, body: Mapping[str, object], answer: "_Answer") -> None:
        limit = self._patience.attempt_timeout
        try:
            async with (
                asyncio.timeout(limit) as silence,
                self._client.stream("POST", self._url, json=body) as response,
            ):
                if response.status_code != 200:
                    status, wait = response.status_code, read_retry_after(response.headers.get("retry-after", ""))
                    raise RequestFailedError(f"it answered with status {status}", status=status, retry_after=wait)
                events = EventStream()
                async for chunk in response.aiter_raw():
                    length = len(answer.text)
                    if answer.is_complete(events.feed(chunk)):
                        break
                    if len(answer.text) > length:
                        silence.reschedule(asyncio.get_running_loop().time() + limit)
                if answer.finish_reason is None:
                    raise ValueError("the stream ended before the answer")
        except TimeoutError:
            # It may have begun to think, which is paid for.
            answer.has_begun = True
            failure = RequestFailedError(f"there was no token for {limit} s")
        except (httpx.HTTPError, ValueError):
            # Without the cause, which may quote the answer.
            failure = RequestFailedError("it cannot be reached, broke off, or cannot be read")
        else:
            return
        # A retry would be paid for twice.
        failure.is_temporary = not answer.has_begun
        raise failure


class _Answer:
    """The part of an answer that has arrived."""

    def __init__(self, max_tokens: int) -> None:
        self._max_tokens = max_tokens
        self.text = ""
        self.has_begun = False
        self.finish_reason: str | None = None
        self.usage: Tokens | None = None

    @property
    def tokens(self) -> int:
        return estimate_tokens(self.text)

    def is_complete(self, events: Iterable[str]) -> bool:
        """Adds events, until they end the answer, or until it has more than was asked for."""
        for data in events:
            if data == "[DONE]":
                return True
            chunk = _Chunk.model_validate_json(data)
            self.text += chunk.content or ""
            self.has_begun = self.text != ""
            self.finish_reason = chunk.finish_reason or self.finish_reason
            if chunk.input_tokens is not None and chunk.output_tokens is not None:
                self.usage = Tokens(chunk.input_tokens, chunk.output_tokens)
            if self.tokens > self._max_tokens:
                self.finish_reason = "length"
                return True
        return False


class _RetryBudget:
    """Keeps retries to a tenth of the calls, after the first ten: while a provider is down, they make it worse."""

    def __init__(self) -> None:
        self._left = 10.0

    def add_call(self) -> None:
        self._left = min(10.0, self._left + 0.1)

    def take(self) -> bool:
        has_one = self._left >= 1
        self._left -= has_one
        return has_one
