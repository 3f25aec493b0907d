"""Binds the models, limits and prompt of `ai/` to adapters."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .adapters.chat import ChatLanguageModel, Patience
from .adapters.stub import StubLanguageModel
from .core import DraftLimits, DraftOptions, DraftService, LanguageModel, ModelCall, ModelInfo, PricedModel
from .settings import Settings

AI = Path(__file__).parents[1] / "ai"


def create_drafts(settings: Settings, on_call: Callable[[ModelCall], None] = lambda _: None) -> DraftService:
    """The models of ai/models.json answer at LLM_URL; without it, the stub does."""
    models, stub = (json.loads((AI / file).read_bytes()) for file in ("models.json", "stub.json"))
    names = "tokensPerRequest", "outputTokensPerCall", "callsPerRequest"
    limits = DraftLimits(*(models["limits"][name] for name in names))
    primary, fallback = _bind(stub["model"], StubLanguageModel(stub["answers"], stub["otherwise"])), None
    if settings.llm_url:
        primary = _bind(models["primary"], _chat(models["primary"], settings))
        if models["fallback"]:
            fallback = _bind(models["fallback"], _chat(models["fallback"], settings))
    prompt = (AI / "prompts/draft.md").read_bytes()
    version = hashlib.sha256(prompt).hexdigest()[:12]
    return DraftService(DraftOptions(primary, fallback, limits, prompt.decode(), version), on_call)


def _bind(model: dict[str, Any], adapter: LanguageModel) -> PricedModel:
    info = ModelInfo(model["provider"], model["model"], model["version"])
    return PricedModel(info, model.get("inputUsdPerMillion", 0), model.get("outputUsdPerMillion", 0), adapter)


def _chat(model: dict[str, Any], settings: Settings) -> ChatLanguageModel:
    silence, timeout = settings.token_timeout_ms / 1000, settings.model_timeout_ms / 1000
    patience = Patience(timeout, silence, first_delay=0.2, max_delay=2)
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    return ChatLanguageModel(str(settings.llm_url), model["provider"], model["model"], key, patience)
