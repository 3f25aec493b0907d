from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

from ...core import InvalidTextError, is_blank


@dataclass(frozen=True)
class Ticket:
    """A question of a customer, and the last draft of a reply."""

    text: str
    draft: str | None = None
    id: str = field(default_factory=lambda: str(uuid4()))
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Tickets(Protocol):
    """The port to where tickets are kept."""

    async def save(self, ticket: Ticket) -> None:
        """Adds the ticket, or replaces the one with its id."""

    async def find(self, ticket_id: str) -> Ticket | None: ...


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


class TicketService:
    """Drafts come from the outside as `write_draft`: this module does not know who writes them."""

    def __init__(self, tickets: Tickets, write_draft: Callable[[str], Awaitable[str]]) -> None:
        self._save = tickets.save
        self._write_draft = write_draft
        self.find = tickets.find

    async def submit(self, text: str) -> Ticket:
        if is_blank(text):
            raise InvalidTextError("The text is empty")
        ticket = Ticket(text)
        await self._save(ticket)
        return ticket

    async def draft(self, ticket: Ticket) -> Ticket:
        drafted = replace(ticket, draft=await self._write_draft(ticket.text))
        await self._save(drafted)
        return drafted
