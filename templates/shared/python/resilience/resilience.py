"""How to ask another service: time-outs, retries, a circuit breaker."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from ...core import ModelUnavailableError


class RequestFailedError(ModelUnavailableError):
    """The service gave no usable answer. The status is None when there was no answer at all."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float = 0) -> None:
        super().__init__(f"No answer of the model: {reason}")
        self.retry_after = retry_after
        # The same request may succeed in a moment.
        self.is_temporary = status in (None, 429, 502, 503, 504)
        # The service itself is in trouble: one that answers 429 is well, only busy.
        self.is_outage = status is None or status >= 500


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds, and how often to try; `timeout` is for all tries of one answer."""

    timeout: float = 2
    attempt_timeout: float = 0.8
    warm_up_timeout: float = 30
    retries: float = 2
    first_delay: float = 0.05
    max_delay: float = 1
    breaker_failures: int = 5
    breaker_reset: float = 5


class CircuitBreaker:
    """Stops asking a service that is down, so that it can recover and callers do not wait for nothing.

    After some outages in a row nothing is sent for a while; then one request tries.
    """

    def __init__(self, patience: Patience) -> None:
        self._limit = patience.breaker_failures
        self._reset_after = patience.breaker_reset
        self._failures = 0
        self._open_until = 0.0
        self._trying = False

    async def call[T](self, send: Callable[[], Awaitable[T]]) -> T:
        is_trial = self._failures >= self._limit
        if is_trial and (self._trying or monotonic() < self._open_until):
            raise ModelUnavailableError("It failed too often and is left alone for a moment")
        self._trying = is_trial
        failures = 0
        try:
            return await send()
        except RequestFailedError as error:
            if error.is_outage:
                failures = self._failures + 1
            raise
        except asyncio.CancelledError:
            # The caller gave up: no failure of the service, but as a trial it has not shown that it is back.
            failures = self._failures
            raise
        finally:
            if failures:
                self._open_until = monotonic() + self._reset_after
            self._failures = failures
            if is_trial:
                self._trying = False


async def ask[T](
    send: Callable[[], Awaitable[T]], patience: Patience, may_retry: Callable[[], bool] = lambda: True
) -> T:
    """Sends again what failed for now: pauses double, are jittered, and add to what Retry-After asks for."""
    attempt = 0
    try:
        async with asyncio.timeout(patience.timeout):
            while True:
                try:
                    return await send()
                except RequestFailedError as error:
                    is_hopeless = not error.is_temporary or error.retry_after >= patience.timeout
                    if attempt >= patience.retries or is_hopeless or not may_retry():
                        raise
                    pause = min(patience.max_delay, patience.first_delay * 2 ** min(attempt, 20))
                    await asyncio.sleep(error.retry_after + pause * random.uniform(0.5, 1))  # noqa: S311
                    attempt += 1
    except TimeoutError as error:
        raise ModelUnavailableError("the ${{ 'model' if values.ai == 'language-model' else 'classifier' }} did not answer in time") from error


def read_retry_after(header: str) -> float:
    """Reads Retry-After, seconds or a date (RFC 9110, 10.2.3): seconds from now, 0 when it is none of them."""
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
