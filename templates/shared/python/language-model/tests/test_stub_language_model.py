"""The adapter without a network."""

import json

import pytest

from service.adapters.stub import StubLanguageModel
from service.core import LanguageModel
from service.drafts import AI

from .contracts.language_model_contract import TICKET, LanguageModelContract

STUB = json.loads((AI / "stub.json").read_text())


class TestStubLanguageModel(LanguageModelContract):
    def model(self) -> LanguageModel:
        return StubLanguageModel(STUB["answers"], STUB["otherwise"])


@pytest.mark.anyio
async def test_it_answers_by_keywords() -> None:
    model = StubLanguageModel(STUB["answers"], STUB["otherwise"])
    answers = [await model.complete(system="", user=user, max_output_tokens=500) for user in (TICKET, "Hello")]
    assert "payment" in answers[0].text
    assert answers[1].text == STUB["otherwise"]
    assert answers[1].tokens.input == 2
