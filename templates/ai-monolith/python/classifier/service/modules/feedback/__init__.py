"""Lets people correct a label, and reports how often they agree with the model."""

from .api import feedback_module
from .domain import FeedbackService, FeedbackTarget, InMemoryFeedback

__all__ = ["FeedbackService", "FeedbackTarget", "InMemoryFeedback", "feedback_module"]
