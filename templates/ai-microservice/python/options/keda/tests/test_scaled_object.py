"""KEDA scales by a metric that the service has."""

import re
from pathlib import Path

import pytest
import yaml

from .conftest import Client

FILE = Path(__file__).parents[1] / "deploy/scaling/scaledObject.yaml"


@pytest.mark.anyio
async def test_the_autoscaler_asks_for_a_metric_of_the_service(client: Client) -> None:
    async with client() as service:
        await service.post("/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}", json={"text": "The app crashes"})
        metrics = (await service.get("/metrics")).text
    [trigger] = yaml.safe_load(FILE.read_text())["spec"]["triggers"]
    query = re.search(r'(\w+)\{.*route=~"([^"]+)"', trigger["metadata"]["query"])
    assert query
    assert re.search(rf'^{query[1]}\{{.*route="{query[2]}".*\}} \d', metrics, re.MULTILINE)
