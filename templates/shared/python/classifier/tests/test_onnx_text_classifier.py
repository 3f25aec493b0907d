"""The adapter with the bundled model."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evaluate import evaluate
from service.adapters.onnx import OnnxTextClassifier
from service.adapters.onnx.text_features import text_features
from service.core import ModelUnavailableError, TextClassifier

from .contracts.text_classifier_contract import MODEL, TextClassifierContract

pytestmark = pytest.mark.anyio


class TestOnnxTextClassifier(TextClassifierContract):
    @asynccontextmanager
    async def cold(self) -> AsyncIterator[TextClassifier]:
        yield OnnxTextClassifier(MODEL)


@given(st.text(max_size=200))
def test_features_have_length_one_or_none(text: str) -> None:
    length = np.linalg.norm(text_features(text, 64))
    assert length == pytest.approx(1, abs=1e-6) or length == 0


@given(st.lists(st.sampled_from(["refund", "ÉTÉ", "app", "42"]), min_size=1))
def test_features_ignore_case_accents_and_punctuation(words: list[str]) -> None:
    plain = " ".join(words).lower().replace("é", "e")
    decorated = "!? ".join(words).upper()
    assert np.array_equal(text_features(plain, 2048), text_features(decorated, 2048))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sha256": "0" * 64}, "checksum"),
        ({"labels": ["one", "two"]}, "2 labels for 3 outputs"),
        ({"signature": {"input": {"name": "x", "type": "float32", "shape": [1, 2048]}}}, "input of the model"),
        ({"version": "next"}, "version"),
        ({"file": "../classifier.onnx"}, "file"),
    ],
)
async def test_another_model_than_the_manifest_names_is_not_loaded(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    shutil.copytree(MODEL, tmp_path, dirs_exist_ok=True)
    manifest = json.loads((MODEL / "model.json").read_text())
    if "signature" in change:
        change = {"signature": {**manifest["signature"], **change["signature"]}}
    (tmp_path / "model.json").write_text(json.dumps({**manifest, **change}))
    classifier = OnnxTextClassifier(tmp_path)
    with pytest.raises(ModelUnavailableError, match=reason):
        await classifier.warm_up()
    shutil.copytree(MODEL, tmp_path, dirs_exist_ok=True)
    await classifier.warm_up()
    assert classifier.model.version == manifest["version"]


@pytest.mark.parametrize(("minimum", "passes"), [(0.85, True), (0.95, False)])
def test_the_evaluation_fails_below_the_threshold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], minimum: float, passes: bool
) -> None:
    shutil.copytree(MODEL, tmp_path, dirs_exist_ok=True)
    manifest = json.loads((MODEL / "model.json").read_text())
    manifest["metrics"]["minimumAccuracy"] = minimum
    (tmp_path / "model.json").write_text(json.dumps(manifest))
    assert asyncio.run(evaluate(tmp_path)) is passes
    output = capsys.readouterr().out
    assert f"accuracy {manifest['metrics']['accuracy']:.3f}" in output
    for label, metrics in manifest["metrics"]["perLabel"].items():
        rows = [line.split() for line in output.splitlines()]
        [row] = [row for row in rows if len(row) == 4 and row[0] == label]
        assert row[1:3] == [f"{metrics['precision']:.2f}", f"{metrics['recall']:.2f}"]


def test_the_model_card_has_the_numbers_of_the_manifest() -> None:
    manifest = json.loads((MODEL / "model.json").read_text())
    card = (MODEL.parent / "docs/model-card.md").read_text()
    assert f"accuracy {manifest['metrics']['accuracy']:.3f}" in card
    assert f"{manifest['name']} {manifest['version']}" in card
    for label, metrics in manifest["metrics"]["perLabel"].items():
        [row] = [line.split("|")[1:-1] for line in card.splitlines() if line.startswith(f"| {label} ")]
        numbers = [f"{metrics['precision']:.2f}", f"{metrics['recall']:.2f}", str(metrics["examples"])]
        assert [cell.strip() for cell in row[1:]] == numbers
