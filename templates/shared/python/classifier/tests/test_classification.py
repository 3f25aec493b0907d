"""The API of the AI core."""

import httpx
import pytest

from .conftest import Client, make_application

pytestmark = pytest.mark.anyio

TEXT = {"text": "I was charged twice and would like a refund"}


async def test_a_text_is_classified_and_counted(client: Client) -> None:
    async with client() as service:
        answer = await service.post("/v1/classify", json=TEXT)
        metrics = (await service.get("/metrics")).text
    assert answer.status_code == 200
    assert answer.json()["label"] == "billing"
    assert set(answer.json()) == {"label", "confidence", "needsReview", "scores", "model"}
    assert 'classifications_total{label="billing",needs_review="false"} 1.0' in metrics


async def test_before_the_model_is_warm_it_is_503() -> None:
    transport = httpx.ASGITransport(make_application().app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as service:
        assert (await service.get("/readyz")).status_code == 503
        assert (await service.get("/v1/model")).status_code == 503
        answer = await service.post("/v1/classify", json=TEXT)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
