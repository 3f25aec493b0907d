"""Tickets: alone, and together with drafts."""

import asyncio

import pytest

from service.modules.tickets import InMemoryTickets, Ticket, TicketService

from .conftest import Client

pytestmark = pytest.mark.anyio


async def test_the_module_asks_for_drafts_and_keeps_the_last_one() -> None:
    async def write(text: str) -> str:
        return f"About {text}"

    tickets = TicketService(InMemoryTickets(capacity=2), write)
    ticket = await tickets.submit("a")
    assert (await tickets.draft(ticket)).draft == "About a"
    assert await tickets.find(ticket.id) == Ticket("a", "About a", ticket.id, ticket.created_at)
    for text in "bc":
        await tickets.submit(text)
    assert await tickets.find(ticket.id) is None


async def test_a_ticket_is_taken_in_drafted_and_found(client: Client) -> None:
    async with client() as service:
        made = await service.post("/v1/tickets", json={"text": "I was charged twice"})
        ticket, path = made.json(), made.headers["location"]
        assert (made.status_code, ticket["draft"]) == (201, None)
        assert ticket["createdAt"].endswith("Z")
        assert (await service.get(path)).json() == ticket
        drafted = await service.post(f"{path}/draft")
        assert (drafted.status_code, "payment" in drafted.json()["draft"]) == (200, True)
        assert (await service.get(path)).json() == drafted.json()
        metrics = (await service.get("/metrics")).text
        assert 'llm_calls_total{model="stub",outcome="answered"} 1.0' in metrics
        assert (await service.post("/v1/tickets", json={"text": " "})).status_code == 400
        for missing in (await service.get("/v1/tickets/none"), await service.post("/v1/tickets/none/draft")):
            assert (missing.status_code, missing.json()["message"]) == (404, "There is no ticket none")
        assert (await service.get(f"/v1/tickets/{'x' * 65}")).status_code == 400


async def test_drafts_of_tickets_wait_in_the_same_queue(client: Client) -> None:
    async with client(concurrency=1, queue_limit=0) as service:
        path = (await service.post("/v1/tickets", json={"text": "Help"})).headers["location"]
        answers = await asyncio.gather(*(service.post(f"{path}/draft") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 429, 429]
