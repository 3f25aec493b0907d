from .draft_service import MAX_TEXT_LENGTH, Draft, DraftLimits, DraftOptions, DraftService, ModelCall, PricedModel
from .language_model import (
    Completion,
    DraftRefusedError,
    InvalidTextError,
    LanguageModel,
    ModelInfo,
    ModelUnavailableError,
    Tokens,
    estimate_tokens,
    is_blank,
)

__all__ = [
    "MAX_TEXT_LENGTH",
    "Completion",
    "Draft",
    "DraftLimits",
    "DraftOptions",
    "DraftRefusedError",
    "DraftService",
    "InvalidTextError",
    "LanguageModel",
    "ModelCall",
    "ModelInfo",
    "ModelUnavailableError",
    "PricedModel",
    "Tokens",
    "estimate_tokens",
    "is_blank",
]
