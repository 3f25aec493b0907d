"""The rules around the model, free of frameworks."""

from .classification_service import MAX_TEXT_LENGTH, Classification, ClassificationService, Classifies, Score
from .errors import ClassifierUnavailableError, InvalidTextError
from .text_classifier import ModelInfo, TextClassifier

__all__ = [
    "MAX_TEXT_LENGTH",
    "Classification",
    "ClassificationService",
    "ClassifierUnavailableError",
    "Classifies",
    "InvalidTextError",
    "ModelInfo",
    "Score",
    "TextClassifier",
]
