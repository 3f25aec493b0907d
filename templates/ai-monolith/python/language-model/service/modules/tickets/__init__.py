from .api import tickets_module
from .domain import InMemoryTickets, Ticket, TicketService

__all__ = ["InMemoryTickets", "Ticket", "TicketService", "tickets_module"]
