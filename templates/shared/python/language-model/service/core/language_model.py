import re
from dataclasses import dataclass
from math import ceil
from typing import Literal, Protocol


class InvalidTextError(Exception):
    """There can be no draft for the text, and the caller can do something about it."""


class DraftRefusedError(Exception):
    """What the model answered is not for the caller."""


class ModelUnavailableError(Exception):
    """The model cannot answer now; the same request may succeed later."""

    def __init__(self, message: str = "", *, output_tokens: int | None = None) -> None:
        super().__init__(message)
        # What came before it failed; None when the model has not begun, so that nothing is paid.
        self.output_tokens = output_tokens


@dataclass(frozen=True)
class ModelInfo:
    """Which model answers, so that every draft can be traced back to it."""

    provider: str
    name: str
    version: str


@dataclass(frozen=True)
class Tokens:
    input: int = 0
    output: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.input + other.input, self.output + other.output)


@dataclass(frozen=True)
class Completion:
    text: str
    tokens: Tokens
    # `length`: it was cut off at the limit.
    finish_reason: Literal["stop", "length"]


class LanguageModel(Protocol):
    """The port to a model; one contract suite holds all adapters to the same behaviour."""

    async def complete(self, *, system: str, user: str, max_output_tokens: int) -> Completion:
        """No text of a user is in `system`. Raises ModelUnavailableError when the model cannot answer now."""


def is_blank(text: str) -> bool:
    """Whether String.trim() of JavaScript would leave nothing: services in both languages answer the same."""
    return not re.search(r"[^\s\ufeff]|[\x1c-\x1f\x85]", text)


def estimate_tokens(*texts: str) -> int:
    """What texts are counted as before a provider has counted them: four bytes are a token.

    So are four letters of English, two of Cyrillic, or a little more than one of Chinese.
    """
    return sum(ceil(len(text.encode(errors="surrogatepass")) / 4) for text in texts)
