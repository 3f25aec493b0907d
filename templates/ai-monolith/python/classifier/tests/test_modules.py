"""The modules: each one without the other, and both together."""

import asyncio

import pytest

from service.core import Classification, ModelInfo, Score
from service.modules.feedback import FeedbackService, FeedbackTarget, InMemoryFeedback
from service.modules.tickets import InMemoryTickets, Ticket, TicketService

from .conftest import Client

pytestmark = pytest.mark.anyio

MODEL = ModelInfo("m", "1.0.0", ("billing", "other"))


def classification(label: str, confidence: float = 0.9, needs_review: bool = False) -> Classification:
    return Classification(label, confidence, needs_review, [Score(label, confidence)], MODEL)


class TestTickets:
    @pytest.mark.parametrize(
        ("label", "unsure", "queue", "priority", "needs_review"),
        [
            ("billing", False, "finance", "normal", False),
            ("account", False, "customer-accounts", "high", False),
            ("account", True, "triage", "high", True),
            ("unheard-of", False, "triage", "normal", True),
        ],
    )
    async def test_a_ticket_is_routed(
        self, label: str, unsure: bool, queue: str, priority: str, needs_review: bool
    ) -> None:
        result = classification(label, needs_review=unsure)
        ticket = await TicketService(InMemoryTickets(capacity=1)).submit("text", result)
        assert (ticket.queue, ticket.priority, ticket.needs_review) == (queue, priority, needs_review)

    async def test_pages_are_stable_and_the_oldest_tickets_go_first(self) -> None:
        store = InMemoryTickets(capacity=3)
        tickets = [Ticket("text", "billing", classification("billing"), queue=f"q{n % 2}") for n in range(5)]
        for ticket in tickets[:4]:
            await store.save(ticket)
        first, cursor = await store.page(queue=None, limit=2, after=None)
        assert first == [tickets[3], tickets[2]]
        await store.save(tickets[4])
        assert await store.find(tickets[0].id) is None
        assert await store.page(queue=None, limit=2, after=cursor) == ([], None)
        assert await store.page(queue="q0", limit=2, after=None) == ([tickets[4], tickets[2]], None)
        assert await store.page(queue=None, limit=2, after="unknown") == ([], None)


class TestFeedback:
    class Targets:
        def __init__(self) -> None:
            self.corrected: list[tuple[str, str]] = []

        def labels(self) -> list[str]:
            return ["billing", "account"]

        async def find(self, ticket_id: str) -> FeedbackTarget | None:
            return FeedbackTarget("billing", "1.0.0" if ticket_id < "b" else "2.0.0") if ticket_id != "x" else None

        async def correct(self, ticket_id: str, label: str) -> None:
            self.corrected.append((ticket_id, label))

    async def test_the_newest_word_counts_and_is_passed_on(self) -> None:
        targets = self.Targets()
        feedback = FeedbackService(targets, InMemoryFeedback(capacity=2))
        assert await feedback.report(None) == {"judged": 0, "confirmed": 0, "labels": [], "mistakes": []}
        await feedback.give("a", "account")
        await feedback.give("a", "billing")
        await feedback.give("b", "account")
        assert targets.corrected == [("a", "account"), ("a", "billing"), ("b", "account")]
        agreement = {"judged": 2, "confirmed": 1, "accuracy": 0.5}
        assert await feedback.report(None) == {
            **agreement,
            "labels": [{"label": "billing", **agreement}],
            "mistakes": [{"predicted": "billing", "label": "account", "count": 1}],
        }
        assert (await feedback.report("1.0.0"))["accuracy"] == 1
        await feedback.give("c", "billing")
        assert (await feedback.report(None))["judged"] == 2


async def test_a_ticket_is_taken_in_found_corrected_and_reported(client: Client) -> None:
    async with client() as service:
        made = await service.post("/v1/tickets", json={"text": "I was charged twice and would like a refund"})
        assert made.status_code == 201
        ticket = made.json()
        assert (ticket["queue"], ticket["needsReview"]) == ("finance", False)
        assert ticket["createdAt"].endswith("Z")
        assert set(ticket["classification"]) == {"label", "confidence", "model"}
        assert (await service.get(made.headers["location"])).json() == ticket

        body = {"ticketId": ticket["id"], "label": "account"}
        said = await service.post("/v1/feedback", json=body)
        assert (said.status_code, said.json()["predicted"]) == (201, "billing")
        moved = (await service.get(made.headers["location"])).json()
        assert (moved["queue"], moved["label"]) == ("customer-accounts", "account")
        assert moved["classification"]["label"] == "billing"
        report = (await service.get("/v1/feedback/report", params={"modelVersion": "1.0.0"})).json()
        assert (report["judged"], report["confirmed"]) == (1, 0)
        metrics = (await service.get("/metrics")).text
        assert 'feedback_total{confirmed="false",predicted="billing"} 1.0' in metrics

        for wrong, status, part in [
            ({**body, "label": "weather"}, 400, "choose one of"),
            ({**body, "ticketId": "none"}, 404, "There is no ticket none"),
        ]:
            refused = await service.post("/v1/feedback", json=wrong)
            assert (refused.status_code, part in refused.json()["message"]) == (status, True)


async def test_tickets_are_listed_by_pages(client: Client) -> None:
    async with client(concurrency=1) as service:
        text = {"text": "The app crashes with an error"}
        made = [(await service.post("/v1/tickets", json=text)).json()["id"] for _ in range(3)]
        first = (await service.get("/v1/tickets", params={"limit": 2})).json()
        assert [item["id"] for item in first["items"]] == made[:0:-1]
        last = (await service.get("/v1/tickets", params={"limit": 2, "cursor": first["nextCursor"]})).json()
        assert [item["id"] for item in last["items"]] == made[:1]
        assert "nextCursor" not in last
        assert (await service.get("/v1/tickets", params={"queue": "finance"})).json() == {"items": []}
        for query in ({"limit": 0}, {"limit": 101}, {"limit": "x"}, {"queue": ""}, {"page": 1}):
            assert (await service.get("/v1/tickets", params=query)).status_code == 400
        assert (await service.get("/v1/tickets/none")).status_code == 404
        assert (await service.get(f"/v1/tickets/{'x' * 65}")).status_code == 400


async def test_a_ticket_that_is_turned_away_is_not_kept(client: Client) -> None:
    async with client(concurrency=1, queue_limit=0) as service:
        text = {"text": "I forgot my password"}
        answers = await asyncio.gather(*(service.post("/v1/tickets", json=text) for _ in range(3)))
        kept = [answer for answer in answers if answer.status_code == 201]
        assert len((await service.get("/v1/tickets")).json()["items"]) == len(kept) < 3
