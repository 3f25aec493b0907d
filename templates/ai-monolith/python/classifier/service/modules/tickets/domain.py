from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal, Protocol
from uuid import uuid4

from ...core import Classification

Priority = Literal["normal", "high"]

# Who works on what. A customer who cannot work waits for `high`.
QUEUES: dict[str, tuple[str, Priority]] = {
    "account": ("customer-accounts", "high"),
    "billing": ("finance", "normal"),
    "technical": ("product-support", "high"),
}
# The queue of what the model is unsure of, and of labels that no queue is known for: people sort these by hand.
TRIAGE_QUEUE = "triage"


@dataclass(frozen=True)
class Ticket:
    """A question of a customer, and where it was sent. The classification stays when a person corrects the label."""

    text: str
    label: str
    classification: Classification
    queue: str = TRIAGE_QUEUE
    priority: Priority = "normal"
    needs_review: bool = True
    id: str = field(default_factory=lambda: str(uuid4()))
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Tickets(Protocol):
    """The port to where tickets are kept."""

    async def save(self, ticket: Ticket) -> None:
        """Adds the ticket, or replaces the one with its id."""

    async def find(self, ticket_id: str) -> Ticket | None: ...

    async def page(self, *, queue: str | None, limit: int, after: str | None) -> tuple[list[Ticket], str | None]:
        """Returns tickets, newest first, and the cursor of the next page. New tickets do not move the pages."""


class InMemoryTickets:
    """Keeps the newest tickets in this process, until it restarts; one more than `capacity` displaces the oldest."""

    def __init__(self, *, capacity: int) -> None:
        self._capacity = capacity
        self._tickets: dict[str, Ticket] = {}

    async def save(self, ticket: Ticket) -> None:
        self._tickets[ticket.id] = ticket
        if len(self._tickets) > self._capacity:
            del self._tickets[next(iter(self._tickets))]

    async def find(self, ticket_id: str) -> Ticket | None:
        return self._tickets.get(ticket_id)

    async def page(self, *, queue: str | None, limit: int, after: str | None) -> tuple[list[Ticket], str | None]:
        # The oldest go first, so no cursor points behind a removed ticket.
        newest = list(reversed(self._tickets))
        start = 0 if after is None else newest.index(after) + 1 if after in self._tickets else len(newest)
        found = [self._tickets[key] for key in newest[start:] if queue in (None, self._tickets[key].queue)]
        return found[:limit], found[limit - 1].id if len(found) > limit else None


class TicketService:
    def __init__(self, tickets: Tickets) -> None:
        self._save = tickets.save
        self.find = tickets.find
        self.page = tickets.page

    async def submit(self, text: str, result: Classification) -> Ticket:
        """Decides where a text goes, and keeps the ticket."""
        ticket = _route(Ticket(text, result.label, result), is_unsure=result.needs_review)
        await self._save(ticket)
        return ticket

    async def relabel(self, ticket_id: str, label: str) -> None:
        """Routes a ticket again after a person has corrected its label."""
        if ticket := await self.find(ticket_id):
            await self._save(_route(replace(ticket, label=label), is_unsure=False))


def _route(ticket: Ticket, *, is_unsure: bool) -> Ticket:
    queue, priority = QUEUES.get(ticket.label, (TRIAGE_QUEUE, "normal"))
    needs_review = is_unsure or queue == TRIAGE_QUEUE
    return replace(ticket, queue=TRIAGE_QUEUE if needs_review else queue, priority=priority, needs_review=needs_review)
