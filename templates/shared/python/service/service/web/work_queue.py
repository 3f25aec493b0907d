import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal

from ..core import ModelUnavailableError
from .errors import HttpError

Rejection = Literal["full", "timeout", "unavailable", "caller-gone"]


class WorkQueue:
    """Runs a limited number of tasks at the same time, and refuses early what cannot be done in time.

    A caller that is refused at once can go elsewhere, and memory stays bounded. `timeout` is in seconds.
    """

    def __init__(
        self, concurrency: int, queue_limit: int, timeout: float, on_rejection: Callable[[Rejection], None]
    ) -> None:
        self._capacity = concurrency + queue_limit
        self._timeout = timeout
        self._slots = asyncio.Semaphore(concurrency)
        self._on_rejection = on_rejection
        self._admitted = 0
        self.running = 0

    @property
    def waiting(self) -> int:
        return self._admitted - self.running

    async def run[T](self, task: Callable[[], Awaitable[T]], caller_gone: Callable[[], Coroutine[Any, Any, Any]]) -> T:
        """Raises HttpError: 429 when the queue is full, 503 when the time is up, 499 when the caller went away.

        A task that is given up is cancelled, and holds its slot until it has stopped, so that no more than the
        limit ever runs.
        """
        if self._admitted >= self._capacity:
            self._on_rejection("full")
            raise HttpError(429, "Too many requests at the same time, try again later", retry_after=1)
        self._admitted += 1
        work = asyncio.ensure_future(self._in_slot(task))
        work.add_done_callback(self._release)
        gone = asyncio.ensure_future(caller_gone())
        try:
            await asyncio.wait({work, gone}, timeout=self._timeout, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            if gone.done():
                self._on_rejection("caller-gone")
                raise HttpError(499, "The caller went away")
            self._on_rejection("timeout")
            message = f"There was no answer within {round(self._timeout * 1000)} ms, try again later"
            raise HttpError(503, message, retry_after=1)
        except ModelUnavailableError:
            self._on_rejection("unavailable")
            raise
        finally:
            work.cancel()
            gone.cancel()

    async def _in_slot[T](self, task: Callable[[], Awaitable[T]]) -> T:
        async with self._slots:
            self.running += 1
            try:
                return await task()
            finally:
                self.running -= 1

    def _release(self, work: asyncio.Future[Any]) -> None:
        self._admitted -= 1
        # Nobody waits for the error of a task that was given up.
        if not work.cancelled():
            work.exception()
