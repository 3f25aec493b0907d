"""Fixtures of all tests."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest

from service.app import create_app
from service.runtime import Application
from service.settings import Settings

Client = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def make_application(**settings: object) -> Application:
    """The service with some settings; without variables of the machine."""
    return create_app(Settings.model_validate(settings), logging.getLogger("test"))


@pytest.fixture
def client() -> Client:
    """Calls the warm service without a network."""

    @asynccontextmanager
    async def connect(**settings: object) -> AsyncIterator[httpx.AsyncClient]:
        application = make_application(**settings)
        await application.start()
        application.state = "ready"
        transport = httpx.ASGITransport(application.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as connected:
            yield connected

    return connect
