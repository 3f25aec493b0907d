"""Implementations of the port to the model."""

from pathlib import Path

from pydantic import HttpUrl

from ..core import TextClassifier
from .http import HttpTextClassifier
from .onnx import OnnxTextClassifier


def create_classifier(url: HttpUrl | None) -> TextClassifier:
    """With a URL, the service there has the model; without one, the bundled model answers."""
    return HttpTextClassifier(str(url)) if url else OnnxTextClassifier(Path(__file__).parents[2] / "model")
