from typing import Any

from ...core import Completion, Tokens, estimate_tokens


class StubLanguageModel:
    """Answers by the first keyword of a ticket, so that tests and the first start need no key and no network."""

    def __init__(self, answers: list[dict[str, Any]], otherwise: str) -> None:
        self._answers = answers
        self._otherwise = otherwise

    async def complete(self, *, system: str, user: str, max_output_tokens: int) -> Completion:
        ticket = user.lower()
        fitting = (item["draft"] for item in self._answers if any(word in ticket for word in item["keywords"]))
        draft: str = next(fitting, self._otherwise)
        text = draft[: max_output_tokens * 4]
        tokens = Tokens(estimate_tokens(system, user), estimate_tokens(text))
        return Completion(text, tokens, "stop" if text == draft else "length")
