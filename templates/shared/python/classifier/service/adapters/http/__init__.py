from .http_text_classifier import HttpTextClassifier

__all__ = ["HttpTextClassifier"]
