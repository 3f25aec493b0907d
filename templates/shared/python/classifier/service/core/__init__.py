from .classification_service import MAX_TEXT_LENGTH, Classification, ClassificationService, Score
from .text_classifier import InvalidTextError, ModelInfo, ModelUnavailableError, TextClassifier

__all__ = [
    "MAX_TEXT_LENGTH",
    "Classification",
    "ClassificationService",
    "InvalidTextError",
    "ModelInfo",
    "ModelUnavailableError",
    "Score",
    "TextClassifier",
]
