from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class UnknownTicketError(Exception):
    """Nobody can give feedback on it."""


class UnknownLabelError(Exception):
    """No model gives it."""


@dataclass(frozen=True)
class FeedbackTarget:
    """The subject of feedback: the label that a model gave, and the version of that model."""

    predicted: str
    model_version: str


@dataclass(frozen=True)
class Feedback(FeedbackTarget):
    """The label that a person gives to a ticket: the one that is right."""

    ticket_id: str
    label: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_confirmed(self) -> bool:
        return self.predicted == self.label


class FeedbackTargets(Protocol):
    """The port to what people give feedback on: service/app.py binds the tickets, which this module does not import."""

    def labels(self) -> Sequence[str]: ...

    async def find(self, ticket_id: str) -> FeedbackTarget | None: ...

    async def correct(self, ticket_id: str, label: str) -> None:
        """Passes the label to the owner of the ticket."""


class FeedbackStore(Protocol):
    """The port to where feedback is kept."""

    async def save(self, feedback: Feedback) -> None:
        """Adds feedback, or replaces earlier feedback on the same ticket."""

    async def find(self, model_version: str | None) -> list[Feedback]:
        """All feedback, or the feedback on one version of the model."""


class InMemoryFeedback:
    """Keeps the newest feedback in this process, until it restarts; one more than `capacity` displaces the oldest."""

    def __init__(self, *, capacity: int) -> None:
        self._capacity = capacity
        self._feedback: dict[str, Feedback] = {}

    async def save(self, feedback: Feedback) -> None:
        self._feedback.pop(feedback.ticket_id, None)
        self._feedback[feedback.ticket_id] = feedback
        if len(self._feedback) > self._capacity:
            del self._feedback[next(iter(self._feedback))]

    async def find(self, model_version: str | None) -> list[Feedback]:
        return [item for item in self._feedback.values() if model_version in (None, item.model_version)]


class FeedbackService:
    def __init__(self, targets: FeedbackTargets, store: FeedbackStore) -> None:
        self._targets = targets
        self._store = store

    async def give(self, ticket_id: str, label: str) -> Feedback:
        """The newest word on a ticket counts. Raises UnknownLabelError or UnknownTicketError."""
        labels = self._targets.labels()
        if label not in labels:
            raise UnknownLabelError(f'label: there is no "{label}"; choose one of {", ".join(labels)}')
        target = await self._targets.find(ticket_id)
        if target is None:
            raise UnknownTicketError(f"There is no ticket {ticket_id}")
        await self._targets.correct(ticket_id, label)
        feedback = Feedback(target.predicted, target.model_version, ticket_id, label)
        await self._store.save(feedback)
        return feedback

    async def report(self, model_version: str | None) -> dict[str, object]:
        """How good people find the model; confused labels stand most frequent first."""
        feedback = await self._store.find(model_version)
        wrong = Counter((item.predicted, item.label) for item in feedback if not item.is_confirmed)
        labels = [
            {"label": label, **_agreement([item for item in feedback if item.predicted == label])}
            for label in sorted({item.predicted for item in feedback})
        ]
        mistakes = [{"predicted": pair[0], "label": pair[1], "count": count} for pair, count in wrong.most_common()]
        return {**_agreement(feedback), "labels": labels, "mistakes": mistakes}


def _agreement(feedback: Sequence[Feedback]) -> dict[str, float]:
    """The accuracy is absent where nothing was judged."""
    confirmed = sum(item.is_confirmed for item in feedback)
    counts: dict[str, float] = {"judged": len(feedback), "confirmed": confirmed}
    return {**counts, "accuracy": confirmed / len(feedback)} if feedback else counts
