"""Takes tickets in and routes them to queues."""

from .api import tickets_module
from .domain import InMemoryTickets, Ticket, TicketNotFoundError, TicketService

__all__ = ["InMemoryTickets", "Ticket", "TicketNotFoundError", "TicketService", "tickets_module"]
