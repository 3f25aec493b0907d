import re
from collections.abc import Callable
from dataclasses import dataclass

from .text_classifier import InvalidTextError, ModelInfo, TextClassifier

# The longest text that is classified, in units of UTF-16 as in the TypeScript variant: most emoji are two.
MAX_TEXT_LENGTH = 5000
# Something that String.trim() of JavaScript would leave.
_VISIBLE = re.compile(r"[^\s\ufeff]|[\x1c-\x1f\x85]")


@dataclass(frozen=True)
class Score:
    label: str
    score: float


@dataclass(frozen=True)
class Classification:
    """The answer of the AI core for one text; scores are probabilities, the highest first."""

    label: str
    confidence: float
    needs_review: bool
    scores: list[Score]
    model: ModelInfo


class ClassificationService:
    """Below `review_below`, a confidence of 0..1, a person should look at the text."""

    def __init__(
        self,
        classifier: TextClassifier,
        *,
        review_below: float,
        on_classified: Callable[[Classification], None] = lambda _: None,
    ) -> None:
        self._classifier = classifier
        self._review_below = review_below
        self._on_classified = on_classified
        self.warm_up = classifier.warm_up

    @property
    def model(self) -> ModelInfo:
        return self._classifier.model

    async def classify(self, text: str) -> Classification:
        """Raises InvalidTextError when the text is blank or too long."""
        if not _VISIBLE.search(text):
            raise InvalidTextError("The text is empty")
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > MAX_TEXT_LENGTH:
            raise InvalidTextError(f"The text has {length} characters, at most {MAX_TEXT_LENGTH} are allowed")
        probabilities = await self._classifier.scores(text)
        scores = sorted((Score(*item) for item in probabilities.items()), key=lambda item: -item.score)
        best = scores[0]
        result = Classification(best.label, best.score, best.score < self._review_below, scores, self.model)
        self._on_classified(result)
        return result
