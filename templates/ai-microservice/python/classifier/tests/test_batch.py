"""Several texts in one request."""

import json
from time import monotonic

import pytest

from .conftest import Client

pytestmark = pytest.mark.anyio


async def test_a_batch_is_answered_in_its_order(client: Client) -> None:
    texts = ["I forgot my password", "I was charged twice"]
    async with client() as service:
        batch = await service.post("/v1/classify/batch", json={"texts": texts})
        single = [(await service.post("/v1/classify", json={"text": text})).json() for text in texts]
    assert (batch.status_code, batch.json()) == (200, {"classifications": single})


async def test_a_batch_is_all_or_nothing(client: Client) -> None:
    async with client() as service:
        answer = await service.post("/v1/classify/batch", json={"texts": ["fine", " "]})
    assert (answer.status_code, answer.json()["message"]) == (400, "texts/1: The text is empty")


async def test_a_body_of_unknown_names_is_refused_at_once(client: Client) -> None:
    content = json.dumps({"texts": ["fine"], **dict.fromkeys((f"n{number}" for number in range(70_000)), 1)})
    async with client() as service:
        start = monotonic()
        headers = {"content-type": "application/json"}
        answer = await service.post("/v1/classify/batch", content=content, headers=headers)
        assert monotonic() - start < 1
    assert (answer.status_code, len(answer.text) < 200) == (400, True)


async def test_the_largest_batch_fits_and_a_larger_body_does_not(client: Client) -> None:
    async with client(request_timeout_ms=60_000) as service:
        content = json.dumps({"texts": ["\u00e9" * 5000] * 32}).encode()
        headers = {"content-type": "application/json"}
        assert len(content) > 900_000
        assert (await service.post("/v1/classify/batch", content=content, headers=headers)).status_code == 200
        large = content + b" " * (1024 * 1024)
        assert (await service.post("/v1/classify/batch", content=large, headers=headers)).status_code == 413
