"""The composition root: the only place that imports all modules and binds ports to adapters."""

import logging
from collections.abc import Sequence
from pathlib import Path

from .adapters.http import HttpTextClassifier
from .adapters.onnx import OnnxTextClassifier
from .core import ClassificationService, TextClassifier
from .modules.feedback import FeedbackService, FeedbackTarget, InMemoryFeedback, feedback_module
from .modules.tickets import InMemoryTickets, TicketNotFoundError, TicketService, tickets_module
from .runtime import Application, Readiness
from .settings import Settings
from .web import Limits, classification_module, create_shell

# How many tickets, and words on tickets, the process remembers: at most some 20 MB of texts.
CAPACITY = 2000


class TicketFeedback:
    """Connects the modules feedback and tickets, which do not import each other."""

    def __init__(self, classifier: TextClassifier, tickets: TicketService) -> None:
        self._classifier = classifier
        self.correct = tickets.relabel
        self._get = tickets.get

    def labels(self) -> Sequence[str]:
        return self._classifier.model.labels

    async def find(self, ticket_id: str) -> FeedbackTarget | None:
        try:
            classification = (await self._get(ticket_id)).classification
        except TicketNotFoundError:
            return None
        return FeedbackTarget(classification.label, classification.model.version)


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    classifier: TextClassifier = (
        HttpTextClassifier(str(settings.classifier_url))
        if settings.classifier_url
        else OnnxTextClassifier(Path(__file__).parents[1] / "model")
    )
    classification = ClassificationService(classifier, review_below=settings.review_below)
    tickets = TicketService(InMemoryTickets(capacity=CAPACITY))
    feedback = FeedbackService(TicketFeedback(classifier, tickets), InMemoryFeedback(capacity=CAPACITY))
    readiness = Readiness()
    app = create_shell(
        logger=logger,
        readiness=readiness,
        modules=[
            classification_module(classification),
            tickets_module(tickets, classification),
            feedback_module(feedback),
        ],
        limits=Limits(settings.concurrency, settings.queue_limit, settings.request_timeout_ms / 1000),
    )
    return Application(app, readiness, classifier.warm_up)
