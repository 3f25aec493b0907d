"""The composition root: the only place that imports all modules and binds ports to adapters."""

import logging

from .adapters import create_classifier
from .core import ClassificationService
from .modules.feedback import FeedbackService, FeedbackTarget, InMemoryFeedback, feedback_module
from .modules.tickets import InMemoryTickets, TicketService, tickets_module
from .runtime import Application
from .settings import Settings
from .web import Metrics, classification_module, create_shell

# How many tickets, and words on tickets, the process remembers: at most some 20 MB of texts.
CAPACITY = 2000


class TicketFeedback:
    """Connects the modules feedback and tickets, which do not import each other."""

    def __init__(self, classification: ClassificationService, tickets: TicketService) -> None:
        self._find = tickets.find
        self.correct = tickets.relabel
        self.labels = lambda: classification.model.labels

    async def find(self, ticket_id: str) -> FeedbackTarget | None:
        ticket = await self._find(ticket_id)
        if ticket is None:
            return None
        return FeedbackTarget(ticket.classification.label, ticket.classification.model.version)


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    classifier = create_classifier(settings.classifier_url)
    classification = ClassificationService(classifier, review_below=settings.review_below)
    tickets = TicketService(InMemoryTickets(capacity=CAPACITY))
    feedback = FeedbackService(TicketFeedback(classification, tickets), InMemoryFeedback(capacity=CAPACITY))
    modules = classification_module(classification), tickets_module(tickets, classification), feedback_module(feedback)
    return create_shell(settings, logger, Metrics(), classifier.warm_up, *modules)
