"""Retries with a budget, and a circuit breaker."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from .errors import CircuitOpenError, RequestFailedError, RequestRefusedError


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
        """Raises CircuitOpenError when nothing is sent."""
        is_trial = self._failures >= self._limit
        if is_trial and (self._trying or monotonic() < self._open_until):
            raise CircuitOpenError
        self._trying = is_trial
        try:
            result = await send()
        except RequestRefusedError:
            self._failures = 0
            raise
        except RequestFailedError as error:
            self._failures = self._failures + 1 if error.is_outage else 0
            self._open_until = monotonic() + self._reset_after
            raise
        except asyncio.CancelledError:
            # The caller gave up: no failure of the service, but as a trial it has not shown that it is back.
            self._open_until = monotonic() + self._reset_after
            raise
        else:
            self._failures = 0
            return result
        finally:
            if is_trial:
                self._trying = False


def _jitter() -> float:
    return random.uniform(0.5, 1)  # noqa: S311


async def retry[T](send: Callable[[], Awaitable[T]], patience: Patience) -> T:
    """Sends again what failed for now: pauses double, are jittered, and add to what Retry-After asks for."""
    for attempt in itertools.count():
        try:
            return await send()
        except RequestFailedError as error:
            if attempt >= patience.retries or not error.is_temporary or error.retry_after >= patience.timeout:
                raise
            pause = min(patience.max_delay, patience.first_delay * 2 ** min(attempt, 20)) * _jitter()
            await asyncio.sleep(error.retry_after + pause)
    raise AssertionError
