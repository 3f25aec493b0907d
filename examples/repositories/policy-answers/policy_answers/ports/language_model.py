from typing import Protocol


class LanguageModel(Protocol):
    """Answers a question from passages, or says that they do not answer it."""

    def answer(self, question: str, passages: list[str]) -> str: ...
