"""The port to the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ModelInfo:
    """Which model answers, so that every answer can be traced back to it."""

    name: str
    version: str
    labels: tuple[str, ...]


class TextClassifier(Protocol):
    """The port to the model. The service depends on this interface only.

    adapters/onnx implements it in this process, adapters/http by calling a service that has the model;
    one contract suite holds both to the same behaviour.
    """

    @property
    def model(self) -> ModelInfo:
        """Known once the classifier is warm; raises ClassifierUnavailableError until then."""

    async def warm_up(self) -> None:
        """Gets ready to answer, or raises ClassifierUnavailableError. It may be called again."""

    async def scores(self, text: str) -> Mapping[str, float]:
        """Returns the probability of each label, 0..1; raises ClassifierUnavailableError when it cannot now."""
