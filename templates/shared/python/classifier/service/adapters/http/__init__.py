"""The port over HTTP: another service that has the model."""

from .http_text_classifier import HttpTextClassifier
from .resilience import Patience

__all__ = ["HttpTextClassifier", "Patience"]
