"""Fixtures of all tests."""

import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest

from service.app import create_app
from service.runtime import Application
from service.settings import Settings

Client = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture(scope="session", autouse=True)
def no_variables() -> Iterator[None]:
    """Takes away what the machine has set for a service."""
    names = {name for settings in (Settings, *Settings.__subclasses__()) for name in settings.model_fields}
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.lower() in names]:
            patch.delenv(name)
        yield


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def make_application(**settings: object) -> Application:
    """The service with some settings."""
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
