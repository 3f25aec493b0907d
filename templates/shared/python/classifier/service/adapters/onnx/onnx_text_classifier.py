import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import onnxruntime

from ...core import ModelInfo, ModelUnavailableError
from .model_manifest import Tensor, read_model
from .text_features import text_features

# ONNX Runtime would report to its maker how it is used.
onnxruntime.disable_telemetry_events()

# As many as CONCURRENCY may be; asyncio has few, and looks up addresses in them.
_THREADS = ThreadPoolExecutor(1000, "model")

type LoadedModel = tuple[ModelInfo, Callable[[str], Mapping[str, float]]]


class OnnxTextClassifier:
    """Implements TextClassifier by the bundled model: model.json in the directory, and the file that it names."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._loaded: LoadedModel | None = None

    @property
    def model(self) -> ModelInfo:
        return self._warm()[0]

    async def warm_up(self) -> None:
        try:
            self._loaded = self._loaded or await _in_thread(lambda: _load(self._directory))
        except Exception as error:
            reason = f"The model in {self._directory} cannot be loaded: {error}"
            raise ModelUnavailableError(reason) from error

    async def scores(self, text: str) -> Mapping[str, float]:
        _, run = self._warm()
        return await _in_thread(lambda: run(text))

    def _warm(self) -> LoadedModel:
        if self._loaded is None:
            raise ModelUnavailableError("The model is not loaded yet")
        return self._loaded


def _load(directory: Path) -> LoadedModel:
    manifest, content = read_model(directory)
    options = onnxruntime.SessionOptions()
    # Requests run side by side already; more threads for each would only get in their way.
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    _check("input", manifest.input, session.get_inputs())
    _check("output", manifest.output, session.get_outputs())
    buckets, outputs = manifest.input.shape[1], manifest.output.shape[1]
    if outputs != len(manifest.labels):
        raise ValueError(f"model.json names {len(manifest.labels)} labels for {outputs} outputs")

    def run(text: str) -> Mapping[str, float]:
        features = text_features(text, buckets).reshape(1, buckets)
        [[probabilities]] = session.run([manifest.output.name], {manifest.input.name: features})
        return dict(zip(manifest.labels, map(float, probabilities), strict=True))

    # A first run is slow.
    run("warm-up")
    return ModelInfo(manifest.name, manifest.version, manifest.labels), run


async def _in_thread[T](task: Callable[[], T]) -> T:
    """Runs a task in a thread. A cancelled caller waits for it, so that it does not run unseen."""
    running = asyncio.get_running_loop().run_in_executor(_THREADS, task)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise


def _check(side: str, expected: Tensor, actual: list[Any]) -> None:
    wanted = [(expected.name, "tensor(float)", list(expected.shape))]
    found = [(value.name, value.type, value.shape) for value in actual]
    if found != wanted:
        raise ValueError(f"the {side} of the model is {found}, model.json names {wanted}")
