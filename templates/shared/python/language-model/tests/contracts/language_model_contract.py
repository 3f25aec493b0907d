"""What every implementation of the port LanguageModel does. A test class of an adapter inherits from it."""

import asyncio
from abc import abstractmethod

import pytest

from service.core import LanguageModel

TICKET = "I was charged twice"


@pytest.mark.anyio
class LanguageModelContract:
    @abstractmethod
    def model(self) -> LanguageModel:
        raise NotImplementedError

    async def test_it_answers_and_counts(self) -> None:
        answer = await self.model().complete(system="Be kind.", user=TICKET, max_output_tokens=500)
        assert answer.text.strip()
        assert answer.tokens.input > 0
        assert answer.tokens.output > 0
        assert answer.finish_reason == "stop"

    async def test_it_stops_at_the_limit(self) -> None:
        answer = await self.model().complete(system="Be kind.", user=TICKET, max_output_tokens=2)
        assert 0 < len(answer.text) <= 16
        assert answer.finish_reason == "length"

    @pytest.mark.parametrize("text", ["", '"', "\u2028 \\ {} 🎫", "x" * 5000])
    async def test_it_takes_any_text(self, text: str) -> None:
        assert (await self.model().complete(system="", user=text, max_output_tokens=500)).text

    async def test_it_answers_several_at_the_same_time(self) -> None:
        model = self.model()
        calls = [model.complete(system="Be kind.", user=TICKET, max_output_tokens=500) for _ in range(4)]
        assert len({answer.text for answer in await asyncio.gather(*calls)}) == 1
