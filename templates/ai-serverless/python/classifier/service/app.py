"""The composition root: binds the port to an adapter, and uses no AWS; the handlers add their own clients."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .adapters.http import HttpTextClassifier
from .adapters.onnx import OnnxTextClassifier
from .core import Classification, ClassificationService, Classifies, ModelInfo, TextClassifier
from .runtime import Application, Readiness
from .settings import Settings
from .web import Limits, classification_module, create_shell


@dataclass(frozen=True)
class FunctionApplication(Application):
    """The core is behind both handlers; `app` is its HTTP API."""

    classification: Classifies


class Counted:
    """Passes each classification on, whichever handler asked for it."""

    def __init__(self, inner: Classifies, on_classified: Callable[[Classification], None]) -> None:
        self._inner = inner
        self._on_classified = on_classified

    @property
    def model(self) -> ModelInfo:
        return self._inner.model

    async def classify(self, text: str) -> Classification:
        result = await self._inner.classify(text)
        self._on_classified(result)
        return result


def create_app(
    settings: Settings, logger: logging.Logger, on_classified: Callable[[Classification], None] = lambda _: None
) -> FunctionApplication:
    classifier: TextClassifier = (
        HttpTextClassifier(str(settings.classifier_url))
        if settings.classifier_url
        else OnnxTextClassifier(Path(__file__).parents[1] / "model")
    )
    classification = Counted(ClassificationService(classifier, review_below=settings.review_below), on_classified)
    readiness = Readiness()
    app = create_shell(
        logger=logger,
        readiness=readiness,
        modules=[classification_module(classification)],
        limits=Limits(settings.concurrency, settings.queue_limit, settings.request_timeout_ms / 1000),
    )
    return FunctionApplication(app, readiness, classifier.warm_up, classification)
