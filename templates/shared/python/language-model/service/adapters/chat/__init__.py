from .chat_language_model import ChatLanguageModel
from .resilience import Patience

__all__ = ["ChatLanguageModel", "Patience"]
