"""The adapter that asks a service which has the model."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic
from typing import Any, ClassVar

import httpx
import pytest

from service.adapters.http import HttpTextClassifier
from service.adapters.http.resilience import Patience, read_retry_after
from service.core import InvalidTextError, ModelUnavailableError, TextClassifier

from .conftest import make_application
from .contracts.text_classifier_contract import TextClassifierContract

pytestmark = pytest.mark.anyio

MODEL = {"name": "m", "version": "1.0.0", "labels": ["a", "b"]}
SCORES = {"model": MODEL, "scores": [{"label": "b", "score": 0.75}, {"label": "a", "score": 0.25}]}
URL = "http://classifier"


class TestHttpTextClassifier(TextClassifierContract):
    @asynccontextmanager
    async def cold(self) -> AsyncIterator[TextClassifier]:
        owner = make_application()
        await owner.start()
        classifier = HttpTextClassifier(URL, transport=httpx.ASGITransport(owner.app))
        yield classifier


class Owner:
    """Stands in for the other service: gives one answer after the other, and the last one again and again."""

    def __init__(self, *answers: Any) -> None:
        self.answers = [httpx.Response(200, json=MODEL), *answers]
        self.requests: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return httpx.Response(200, json=SCORES)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @asynccontextmanager
    async def classifier(self, **options: Any) -> AsyncIterator[HttpTextClassifier]:
        fast = {"first_delay": 0.001, "max_delay": 0.002, **options}
        classifier = HttpTextClassifier(URL, Patience(**fast), httpx.MockTransport(self))
        await classifier.warm_up()
        yield classifier


OK = httpx.Response(200, json=SCORES)


async def test_scores_come_in_the_order_of_the_labels() -> None:
    owner = Owner(OK)
    async with owner.classifier() as classifier:
        assert list((await classifier.scores("text")).items()) == [("a", 0.25), ("b", 0.75)]
    assert owner.requests[1].content == b'{"text":"text"}'


async def test_another_model_is_noticed() -> None:
    new = {"model": {"name": "m", "version": "2.0.0"}, "scores": [{"label": "c", "score": 1}]}
    async with Owner(httpx.Response(200, json=new)).classifier() as classifier:
        assert await classifier.scores("text") == {"c": 1}
        assert (classifier.model.version, classifier.model.labels) == ("2.0.0", ("c",))


@pytest.mark.parametrize(
    "failure", [httpx.Response(code) for code in (429, 502, 503, 504)] + [httpx.ConnectError("x"), 0.2]
)
async def test_what_failed_for_now_is_sent_again(failure: Any) -> None:
    owner = Owner(failure, OK)
    async with owner.classifier(attempt_timeout=0.05) as classifier:
        assert await classifier.scores("text")
    assert len(owner.requests) == 3


@pytest.mark.parametrize(
    "failure", [httpx.Response(500), httpx.Response(404), httpx.Response(302, headers={"location": "http://other"})]
)
async def test_other_failures_are_not(failure: httpx.Response) -> None:
    owner = Owner(failure)
    async with owner.classifier() as classifier:
        with pytest.raises(ModelUnavailableError, match=str(failure.status_code)):
            await classifier.scores("text")
    assert len(owner.requests) == 2


async def test_there_is_a_budget_of_tries_and_of_time() -> None:
    owner = Owner(httpx.Response(503))
    async with owner.classifier(retries=2) as classifier:
        with pytest.raises(ModelUnavailableError):
            await classifier.scores("text")
    assert len(owner.requests) == 4
    slow = Owner(60.0)
    async with slow.classifier(timeout=0.1, attempt_timeout=0.04, retries=100) as classifier:
        start = monotonic()
        with pytest.raises(ModelUnavailableError, match="in time"):
            await classifier.scores("text")
        assert monotonic() - start < 1


async def test_retry_after_is_respected_if_there_is_time() -> None:
    owner = Owner(httpx.Response(429, headers={"retry-after": "1"}), OK)
    async with owner.classifier(timeout=5) as classifier:
        start = monotonic()
        await classifier.scores("text")
        assert monotonic() - start >= 1
    owner = Owner(httpx.Response(429, headers={"retry-after": "60"}), OK)
    async with owner.classifier() as classifier:
        with pytest.raises(ModelUnavailableError):
            await classifier.scores("text")
    assert len(owner.requests) == 2


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("", 0, 0),
        ("3", 3, 3),
        ("soon", 0, 0),
        ("-1", 0, 0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True), 3500, 3600),
        (format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True), 0, 0),
    ],
)
def test_retry_after_is_read(header: str, least: float, most: float) -> None:
    assert least <= read_retry_after(header) <= most


async def test_a_refused_text_is_the_fault_of_the_caller() -> None:
    owner = Owner(httpx.Response(400, json={"message": "The text is empty"}))
    async with owner.classifier() as classifier:
        with pytest.raises(InvalidTextError, match="The text is empty"):
            await classifier.scores(" ")


@pytest.mark.parametrize(
    "body", [b"<html>", b"{}", b'{"scores": [], "model": {}}', b'{"scores":[{"label":"secret","score":2}]}']
)
async def test_an_answer_that_cannot_be_read_is_no_answer(body: bytes) -> None:
    async with Owner(httpx.Response(200, content=body)).classifier() as classifier:
        with pytest.raises(ModelUnavailableError, match="cannot be read") as error:
            await classifier.scores("text")
    assert "secret" not in str(error.value)


class TestCircuitBreaker:
    options: ClassVar[dict[str, Any]] = {"breaker_failures": 2, "breaker_reset": 0.05, "retries": 0}

    async def fail(self, ask: Callable[[str], Awaitable[object]], times: int) -> None:
        for _ in range(times):
            with pytest.raises(ModelUnavailableError):
                await ask("text")

    async def test_it_leaves_a_service_alone_that_is_down_and_tries_again(self) -> None:
        owner = Owner(*[httpx.Response(503)] * 3, OK)
        async with owner.classifier(**self.options) as classifier:
            await self.fail(classifier.scores, 5)
            assert len(owner.requests) == 3
            await asyncio.sleep(0.06)
            await self.fail(classifier.scores, 2)
            assert len(owner.requests) == 4
            await asyncio.sleep(0.06)
            assert await classifier.scores("text")
            assert await classifier.scores("text")

    async def test_only_one_request_tries_whether_it_is_back(self) -> None:
        owner = Owner(*[httpx.Response(503)] * 2, 0.02)
        async with owner.classifier(**self.options) as classifier:
            await self.fail(classifier.scores, 2)
            await asyncio.sleep(0.06)
            answers = await asyncio.gather(classifier.scores("text"), self.fail(classifier.scores, 1))
            assert answers[0]
        assert len(owner.requests) == 4

    async def test_a_busy_service_is_not_down(self) -> None:
        owner = Owner(*[httpx.Response(429)] * 4, OK)
        async with owner.classifier(**self.options) as classifier:
            await self.fail(classifier.scores, 4)
            assert await classifier.scores("text")

    async def test_a_trial_that_was_given_up_has_shown_nothing(self) -> None:
        owner = Owner(*[httpx.Response(503)] * 2, 60.0)
        async with owner.classifier(**self.options) as classifier:
            await self.fail(classifier.scores, 2)
            await asyncio.sleep(0.06)
            trial = asyncio.ensure_future(classifier.scores("text"))
            await asyncio.sleep(0.01)
            trial.cancel()
            await asyncio.wait({trial})
            await self.fail(classifier.scores, 1)
        assert len(owner.requests) == 4


async def test_it_waits_for_a_service_that_starts_later() -> None:
    owner = Owner()
    owner.answers = [httpx.ConnectError("x"), httpx.Response(503), httpx.Response(200, json=MODEL)]
    async with owner.classifier() as classifier:
        assert classifier.model.name == "m"
    owner.answers = [httpx.Response(503)]
    with pytest.raises(ModelUnavailableError, match="in time"):
        async with owner.classifier(warm_up_timeout=0.05):
            pass
