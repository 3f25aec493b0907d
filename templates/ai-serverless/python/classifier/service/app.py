"""The composition root: binds the port to an adapter, and uses no AWS; the handlers add their own clients."""

import logging
from collections.abc import Callable

from .adapters import create_classifier
from .core import Classification, ClassificationService
from .runtime import Application
from .settings import Settings
from .web import Metrics, classification_module, create_shell


def create_core(
    settings: Settings, on_classified: Callable[[Classification], None] = lambda _: None
) -> ClassificationService:
    classifier = create_classifier(settings.classifier_url)
    return ClassificationService(classifier, review_below=settings.review_below, on_classified=on_classified)


def create_app(settings: Settings, logger: logging.Logger, core: ClassificationService | None = None) -> Application:
    """The HTTP API; both handlers share its core."""
    core = core or create_core(settings)
    return create_shell(settings, logger, Metrics(), core.warm_up, classification_module(core))
