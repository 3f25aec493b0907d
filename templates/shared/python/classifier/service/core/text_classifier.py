from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class InvalidTextError(Exception):
    """The text cannot be classified, and the caller can do something about it."""


class ModelUnavailableError(Exception):
    """The model cannot answer now; the same request may succeed later."""


@dataclass(frozen=True)
class ModelInfo:
    """Which model answers, so that every answer can be traced back to it."""

    name: str
    version: str
    labels: tuple[str, ...]


class TextClassifier(Protocol):
    """The service depends on this interface only; one contract suite holds all adapters to the same behaviour."""

    @property
    def model(self) -> ModelInfo:
        """Known once the classifier is warm; raises ModelUnavailableError until then."""

    async def warm_up(self) -> None:
        """Gets ready to answer, or raises ModelUnavailableError. It may be called again."""

    async def scores(self, text: str) -> Mapping[str, float]:
        """Returns the probability of each label, 0..1; raises ModelUnavailableError when it cannot now."""
