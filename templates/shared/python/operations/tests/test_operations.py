"""Objectives, alerts and dashboard ask for what the service measures."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import NAME

from .conftest import Client

ROOT = Path(__file__).parents[1]
ALERTS = yaml.safe_load((ROOT / "operations/alerts.yaml").read_text())
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
OBJECTIVES = list(yaml.safe_load_all((ROOT / "operations/slo.yaml").read_text()))
DASHBOARD = json.loads((ROOT / "dashboards/service.json").read_text())
# Of Prometheus itself, and of the rules.
ELSEWHERE = {"up"} | {rule["record"] for rule in RULES if "record" in rule}


def queries(value: Any) -> Iterator[str]:
    """All strings under the keys of queries, wherever they are."""
    if isinstance(value, list):
        for item in value:
            yield from queries(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("expr", "query") and isinstance(item, str) and item != "prometheus":
                yield item
            else:
                yield from queries(item)


async def exposed(client: Client) -> list[str]:
    """The metrics after every kind of request that the objectives speak of."""
    body = {"text": "I was charged twice and would like a refund"}
    async with client(concurrency=1, queue_limit=0) as service:
        answers = await asyncio.gather(*(service.post("/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}", json=body) for _ in range(2)))
        assert sorted(answer.status_code for answer in answers) == [200, 429]
{%- if values.pattern == 'monolith' and values.ai == 'classifier' %}
        ticket = (await service.post("/v1/tickets", json=body)).json()
        await service.post("/v1/feedback", json={"ticketId": ticket["id"], "label": "billing"})
{%- endif %}
        return (await service.get("/metrics")).text.splitlines()


@pytest.mark.anyio
async def test_they_ask_only_for_metrics_that_the_service_has(client: Client) -> None:
    samples = await exposed(client)
    for query in queries([RULES, OBJECTIVES, DASHBOARD]):
        selectors = re.findall(r"([a-zA-Z_:][\w:]*)\{([^}]*)\}", query)
        assert selectors, query
        for metric, selector in selectors:
            labels = dict(re.findall(r'(\w+)[=!]~?"([^"]*)"', selector))
            assert labels.pop("job") == NAME
            if metric not in ELSEWHERE:
                found = [line for line in samples if line.startswith((metric + "{", metric + " "))]
                assert found, f"{metric} is not in /metrics"
                for label, value in labels.items():
                    wanted = f'le="{value}"' if label == "le" else f'{label}="'
                    assert any(wanted in line for line in found), f"{metric} has no {wanted}"


@pytest.mark.parametrize(
    ("objective", "alert"), [("availability", "AvailabilityBudgetBurns"), ("latency", "LatencyBudgetBurns")]
)
def test_alerts_go_by_the_budgets_that_the_objectives_leave(objective: str, alert: str) -> None:
    [slo] = [item for item in OBJECTIVES if item["metadata"]["name"] == f"{NAME}-{objective}"]
    expressions = [rule["expr"] for rule in RULES if rule.get("alert", "").startswith(alert)]
    budgets = [float(budget) for expression in expressions for budget in re.findall(r"\* ([\d.]+)", expression)]
    assert budgets == pytest.approx([1 - slo["spec"]["objectives"][0]["target"]] * 6)


def test_alerts_lead_to_the_part_of_the_runbook_that_helps() -> None:
    headings = re.findall(r"^#+ (.*)$", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    alerts = [rule for rule in RULES if "alert" in rule]
    assert alerts
    for rule in alerts:
        assert rule["annotations"]["runbook_url"].partition("docs/runbook.md#")[2] in anchors, rule["alert"]
