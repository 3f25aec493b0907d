"""What every implementation of the port TextClassifier does. A test class of an adapter inherits from it."""

import asyncio
import json
import math
from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from service.core import ModelUnavailableError, TextClassifier

MODEL = Path(__file__).parents[2] / "model"
GOLDEN: dict[str, Any] = json.loads((MODEL / "golden.json").read_text())
MANIFEST: dict[str, Any] = json.loads((MODEL / "model.json").read_text())


@pytest.mark.anyio
class TextClassifierContract:
    @asynccontextmanager
    async def warm(self) -> AsyncIterator[TextClassifier]:
        async with self.cold() as classifier:
            await classifier.warm_up()
            yield classifier

    @asynccontextmanager
    @abstractmethod
    async def cold(self) -> AsyncIterator[TextClassifier]:
        """A classifier that is not warm."""
        raise NotImplementedError
        yield

    async def test_it_answers_nothing_before_it_is_warm(self) -> None:
        async with self.cold() as classifier:
            with pytest.raises(ModelUnavailableError):
                _ = classifier.model
            with pytest.raises(ModelUnavailableError):
                await classifier.scores("text")

    async def test_it_names_its_model(self) -> None:
        async with self.warm() as classifier:
            await classifier.warm_up()
            found = classifier.model
        assert (found.name, found.version) == (MANIFEST["name"], MANIFEST["version"])
        assert list(found.labels) == MANIFEST["labels"]

    @pytest.mark.parametrize("label", GOLDEN)
    async def test_it_gives_the_golden_answers(self, label: str) -> None:
        async with self.warm() as classifier:
            scores = await classifier.scores(GOLDEN[label]["text"])
        # golden.json has four decimals.
        assert scores == pytest.approx(GOLDEN[label]["scores"], abs=6e-5)
        assert max(scores, key=lambda key: scores[key]) == label

    @pytest.mark.parametrize("text", ["?", "Ünïcödé 🎫 顧客", "x" * 5000, "a b\n\tc", "ß ﬁ İ"])
    async def test_scores_are_probabilities_of_all_labels_whatever_the_text(self, text: str) -> None:
        async with self.warm() as classifier:
            scores = await classifier.scores(text)
            assert await classifier.scores(text) == scores
        assert list(scores) == MANIFEST["labels"]
        assert all(0 <= score <= 1 for score in scores.values())
        assert math.isclose(sum(scores.values()), 1, abs_tol=1e-5)

    async def test_it_answers_several_at_the_same_time(self) -> None:
        async with self.warm() as classifier:
            texts = [GOLDEN[label]["text"] for label in GOLDEN] * 3
            found = await asyncio.gather(*(classifier.scores(text) for text in texts))
        assert [max(scores, key=lambda key: scores[key]) for scores in found] == list(GOLDEN) * 3

    async def test_a_cancelled_caller_gets_no_answer(self) -> None:
        async with self.warm() as classifier:
            asking = asyncio.ensure_future(classifier.scores("text"))
            await asyncio.sleep(0)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert await classifier.scores("text")
