"""Composes the service: the only place that binds an adapter to the port."""

import logging
from pathlib import Path

from .adapters.http import HttpTextClassifier
from .adapters.onnx import OnnxTextClassifier
from .core import ClassificationService, TextClassifier
from .modules.batch import batch_module
from .runtime import Application, Readiness
from .settings import Settings
from .web import Limits, classification_module, create_shell


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    classifier: TextClassifier = (
        HttpTextClassifier(str(settings.classifier_url))
        if settings.classifier_url
        else OnnxTextClassifier(Path(__file__).parents[1] / "model")
    )
    classification = ClassificationService(classifier, review_below=settings.review_below)
    readiness = Readiness()
    app = create_shell(
        logger=logger,
        readiness=readiness,
        modules=[classification_module(classification), batch_module(classification)],
        limits=Limits(settings.concurrency, settings.queue_limit, settings.request_timeout_ms / 1000),
    )
    return Application(app, readiness, classifier.warm_up)
