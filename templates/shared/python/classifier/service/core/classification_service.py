"""The requirements of every model, wherever it runs."""

from dataclasses import dataclass
from typing import Protocol

from .errors import InvalidTextError
from .text_classifier import ModelInfo, TextClassifier

# The longest text that is classified, in characters.
MAX_TEXT_LENGTH = 5000


@dataclass(frozen=True)
class Score:
    """How likely a label is, 0..1."""

    label: str
    score: float


@dataclass(frozen=True)
class Classification:
    """The answer of the AI core for one text; the scores stand highest first."""

    label: str
    confidence: float
    needs_review: bool
    scores: list[Score]
    model: ModelInfo


class Classifies(Protocol):
    """What others need of the AI core."""

    @property
    def model(self) -> ModelInfo:
        """Which model answers; known once it is warm."""

    async def classify(self, text: str) -> Classification:
        """Raises InvalidTextError when the text is blank or too long."""


class ClassificationService:
    """Implements Classifies. Below `review_below`, a confidence of 0..1, a person should look at the text."""

    def __init__(self, classifier: TextClassifier, *, review_below: float) -> None:
        self._classifier = classifier
        self._review_below = review_below

    @property
    def model(self) -> ModelInfo:
        return self._classifier.model

    async def classify(self, text: str) -> Classification:
        if not text.strip():
            raise InvalidTextError("The text is empty")
        if len(text) > MAX_TEXT_LENGTH:
            raise InvalidTextError(f"The text has {len(text)} characters, at most {MAX_TEXT_LENGTH} are allowed")
        probabilities = await self._classifier.scores(text)
        scores = sorted((Score(*item) for item in probabilities.items()), key=lambda item: -item.score)
        best = scores[0]
        return Classification(best.label, best.score, best.score < self._review_below, scores, self.model)
