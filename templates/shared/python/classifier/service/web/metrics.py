from time import perf_counter

from prometheus_client import Histogram

from ..core import Classification, ClassificationService
from .service_metrics import ServiceMetrics


class Metrics(ServiceMetrics):
    def __init__(self) -> None:
        super().__init__()
        self._inferences = Histogram(
            "inference_duration_seconds",
            "Time of one classification, in seconds",
            ["model_version"],
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1),
            registry=self.registry,
        )
        text = "Classified texts by label, and whether a person should look at them"
        self._classifications = self.counter("classifications_total", text, "label", "needs_review")

    async def classify(self, service: ClassificationService, text: str) -> Classification:
        """Runs one classification and records its time and its label."""
        start = perf_counter()
        result = await service.classify(text)
        self._inferences.labels(result.model.version).observe(perf_counter() - start)
        self._classifications.labels(result.label, str(result.needs_review).lower()).inc()
        return result
