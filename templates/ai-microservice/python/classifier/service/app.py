"""Composes the service: the only place that binds an adapter to the port."""

import logging

from .adapters import create_classifier
from .core import ClassificationService
from .modules.batch import batch_module
from .runtime import Application
from .settings import Settings
from .web import Metrics, classification_module, create_shell


def create_app(settings: Settings, logger: logging.Logger) -> Application:
    classifier = create_classifier(settings.classifier_url)
    classification = ClassificationService(classifier, review_below=settings.review_below)
    modules = classification_module(classification), batch_module(classification)
    return create_shell(settings, logger, Metrics(), classifier.warm_up, *modules)
