"""Runs the bundled model on the held-out texts as the service would, and fails below the threshold of model.json.

Usage: python -m scripts.evaluate [model directory]
"""

import asyncio
import sys
from pathlib import Path

from service.adapters.onnx import OnnxTextClassifier
from service.adapters.onnx.model_manifest import read_model


async def evaluate(directory: Path) -> bool:
    """Prints how good the model is, and its errors. Returns whether that is good enough."""
    manifest, _ = read_model(directory)
    classifier = OnnxTextClassifier(directory)
    await classifier.warm_up()
    _, *lines = (directory / manifest.evaluation_file).read_text().splitlines()
    answers = []
    for label, _, text in (line.partition(",") for line in lines):
        scores = await classifier.scores(text)
        answers.append((label, max(scores, key=lambda key: scores[key]), text))
    print(f"{manifest.name} {manifest.version} on {len(answers)} texts of {manifest.evaluation_file}\n")
    print("label      precision  recall  texts")
    for label in manifest.labels:
        right = sum(label == wanted == found for wanted, found, _ in answers)
        wanted_count = sum(label == wanted for wanted, _, _ in answers)
        found_count = sum(label == found for _, found, _ in answers)
        print(f"{label:<10} {right / max(1, found_count):>9.2f} {right / max(1, wanted_count):>7.2f} {wanted_count:>6}")
    for wanted, found, text in answers:
        if wanted != found:
            print(f"{found} instead of {wanted}: {text}")
    accuracy = sum(wanted == found for wanted, found, _ in answers) / len(answers)
    passed = accuracy >= manifest.minimum_accuracy
    print(f"\naccuracy {accuracy:.3f}, needed {manifest.minimum_accuracy:.3f}: {'passed' if passed else 'FAILED'}")
    return passed


if __name__ == "__main__":
    sys.exit(not asyncio.run(evaluate(Path(*sys.argv[1:] or ["model"]))))
