"""The adapter that speaks chat completions."""

import asyncio
import json
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import httpx
import pytest

from service.adapters.chat import ChatLanguageModel, Patience
from service.adapters.chat.event_stream import MAX_LINE_LENGTH, EventStream
from service.core import Completion, LanguageModel, ModelUnavailableError, Tokens

from .contracts.language_model_contract import LanguageModelContract

pytestmark = pytest.mark.anyio

USAGE = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}}


def event(data: object) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def part(text: str | None = None, finish: str | None = None) -> bytes:
    return event({"choices": [{"delta": {"content": text}, "finish_reason": finish}]})


OK = [part("Thank "), part("you."), part(finish="stop"), event(USAGE), b"data: [DONE]\n\n"]


class Body(httpx.AsyncByteStream):
    """Sends parts; a number is a pause in seconds, an error breaks the stream."""

    def __init__(self, parts: Any) -> None:
        self.parts = parts
        self.sent = 0
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for item in self.parts:
            if isinstance(item, Exception):
                raise item
            if isinstance(item, float):
                await asyncio.sleep(item)
            else:
                self.sent += 1
                yield item

    async def aclose(self) -> None:
        self.is_closed = True


class Provider:
    """Gives one answer after the other, and the last one again and again: a status, an error or parts of a stream."""

    def __init__(self, *answers: Any) -> None:
        self.answers = answers
        self.requests: list[httpx.Request] = []
        self.bodies: list[Body] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return httpx.Response(answer.status_code, headers=answer.headers)
        self.bodies.append(Body(answer))
        return httpx.Response(200, stream=self.bodies[-1])

    def model(self, provider: str = "openai", key: str | None = "secret", **options: Any) -> ChatLanguageModel:
        fast = {"timeout": 2, "attempt_timeout": 1, "first_delay": 0.001, "max_delay": 0.002, **options}
        transport = httpx.MockTransport(self)
        return ChatLanguageModel("http://llm/v1/", provider, "m-1", key, Patience(**fast), transport)


async def complete(model: LanguageModel, limit: int = 500) -> Completion:
    return await model.complete(system="rules", user="text", max_output_tokens=limit)


class TestChatLanguageModel(LanguageModelContract):
    def model(self) -> LanguageModel:
        return Provider(OK).model()


async def test_it_sends_what_the_protocol_asks_for() -> None:
    provider = Provider(OK)
    assert await complete(provider.model()) == Completion("Thank you.", Tokens(11, 7), "stop")
    [request] = provider.requests
    assert str(request.url) == "http://llm/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer secret"
    assert json.loads(request.content) == {
        "model": "m-1",
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 500,
        "messages": [{"role": "system", "content": "rules"}, {"role": "user", "content": "text"}],
    }
    await complete(provider.model("mistral", None))
    assert "stream_options" not in json.loads(provider.requests[1].content)
    assert "authorization" not in provider.requests[1].headers


async def test_events_come_in_any_pieces() -> None:
    other = b": comment\r\nevent: x\r\n"
    stream = b"\xef\xbb\xbf" + part("Grüße ") + other + part("🎫", "stop") + b"data: [DONE]\r\n\r\n"
    answer = await complete(Provider([bytes([byte]) for byte in stream]).model())
    assert answer == Completion("Grüße 🎫", Tokens(3, 3), "stop")


async def test_a_stream_that_never_ends_is_left_at_the_limit() -> None:
    def endless() -> Any:
        while True:
            yield part("more ")

    provider = Provider(endless())
    answer = await complete(provider.model(), 10)
    assert (answer.finish_reason, answer.tokens.output) == ("length", 12)
    assert len(answer.text) <= 45
    assert provider.bodies[0].sent < 12
    assert provider.bodies[0].is_closed


@pytest.mark.parametrize(
    ("chunk", "times"), [(b"data: " + b"x" * 1000, MAX_LINE_LENGTH), (b": x\n" * 1000, 10_000)], ids=["line", "bytes"]
)
def test_lines_and_streams_have_a_limit(chunk: bytes, times: int) -> None:
    stream = EventStream()
    with pytest.raises(ValueError, match="does not end"):
        [list(stream.feed(chunk)) for _ in range(times)]


@pytest.mark.parametrize(
    "failure", [*(httpx.Response(code) for code in (429, 502, 503, 504)), httpx.ConnectError("x"), [b"data: {"]]
)
async def test_what_failed_before_the_first_token_is_sent_again(failure: Any) -> None:
    provider = Provider(failure, OK)
    assert (await complete(provider.model())).text == "Thank you."
    assert len(provider.requests) == 2


@pytest.mark.parametrize("parts", [[60.0], [part("a"), 60.0]], ids=["before", "after"])
async def test_a_model_that_stops_is_an_outage(parts: list[Any]) -> None:
    provider = Provider(parts)
    model = provider.model(attempt_timeout=0.3, breaker_failures=2)
    for _ in range(2):
        with pytest.raises(ModelUnavailableError, match="no token for") as error:
            await complete(model)
        assert error.value.output_tokens == len(parts) - 1
    with pytest.raises(ModelUnavailableError, match="left alone"):
        await complete(model)
    assert len(provider.requests) == 2


@pytest.mark.parametrize("data", ['{"id": 1}', '{"choices": null, "usage": null}', '{"usage": {"prompt_tokens": 3}}'])
async def test_events_need_neither_choice_nor_usage(data: str) -> None:
    answer = await complete(Provider([f"data: {data}\n\n".encode(), part("Thank you.", "stop")]).model())
    assert (answer.text, answer.tokens.output) == ("Thank you.", 3)


@pytest.mark.parametrize("code", [301, 400, 401, 404, 500])
async def test_other_failures_are_not(code: int) -> None:
    provider = Provider(httpx.Response(code, headers={"location": "http://other"}))
    with pytest.raises(ModelUnavailableError, match=str(code)):
        await complete(provider.model())
    assert len(provider.requests) == 1


@pytest.mark.parametrize("end", [httpx.ReadError("x"), b"data: secret\n", b""], ids=["network", "no JSON", "end"])
async def test_what_was_paid_for_is_not_sent_again(end: Any) -> None:
    provider = Provider([part("secret text "), end])
    with pytest.raises(ModelUnavailableError) as error:
        await complete(provider.model())
    assert (len(provider.requests), error.value.output_tokens) == (1, 3)
    assert "secret" not in str(error.value)


async def test_there_is_a_limit_of_time_for_all_tries() -> None:
    start = monotonic()
    for answer in ([60.0], [part("a"), 60.0], httpx.Response(429, headers={"retry-after": "60"})):
        with pytest.raises(ModelUnavailableError):
            await complete(Provider(answer).model(timeout=0.1, attempt_timeout=0.04, retries=100))
    assert monotonic() - start < 2


async def test_a_caller_who_gives_up_ends_the_stream() -> None:
    provider = Provider([part("a"), 60.0])
    asking = asyncio.ensure_future(complete(provider.model()))
    await asyncio.sleep(0.02)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert provider.bodies[0].is_closed


async def test_retries_are_a_tenth_of_the_calls_after_the_first_ten() -> None:
    provider = Provider(httpx.Response(429))
    model = provider.model()
    for _ in range(105):
        with pytest.raises(ModelUnavailableError):
            await complete(model)
    assert 105 + 19 <= len(provider.requests) <= 105 + 21


async def test_a_model_that_is_down_is_left_alone_for_a_moment() -> None:
    provider = Provider(*[httpx.Response(500)] * 5, OK)
    model = provider.model(breaker_reset=0.05)
    for _ in range(8):
        with pytest.raises(ModelUnavailableError):
            await complete(model)
    assert len(provider.requests) == 5
    await asyncio.sleep(0.06)
    assert (await complete(model)).text == "Thank you."
