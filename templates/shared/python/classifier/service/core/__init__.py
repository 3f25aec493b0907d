from .classification_service import MAX_TEXT_LENGTH, Classification, ClassificationService, Score
from .text_classifier import ClassifierUnavailableError, InvalidTextError, ModelInfo, TextClassifier

__all__ = [
    "MAX_TEXT_LENGTH",
    "Classification",
    "ClassificationService",
    "ClassifierUnavailableError",
    "InvalidTextError",
    "ModelInfo",
    "Score",
    "TextClassifier",
]
