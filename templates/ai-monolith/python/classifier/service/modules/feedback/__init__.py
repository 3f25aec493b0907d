from .api import feedback_module
from .domain import FeedbackService, FeedbackTarget, InMemoryFeedback

__all__ = ["FeedbackService", "FeedbackTarget", "InMemoryFeedback", "feedback_module"]
