"""What the service measures about itself; the dashboard and the alerts are built on these names."""

from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from ..core import Classification, ClassificationService
from .work_queue import Rejection, WorkQueue

disable_created_metrics()


class Metrics:
    """Modules add their own to the registry; all of it is in `GET /metrics`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Histogram(
            "http_request_duration_seconds",
            "Time to answer a request, in seconds",
            ["method", "route", "status"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
            registry=self.registry,
        )
        self._inferences = Histogram(
            "inference_duration_seconds",
            "Time of one classification, in seconds",
            ["model_version"],
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1),
            registry=self.registry,
        )
        text = "Classified texts by label, and whether a person should look at them"
        self._classifications = self.counter("classifications_total", text, "label", "needs_review")
        text = "Work that was not done, by reason: full, timeout, unavailable, caller-gone"
        self._rejections = self.counter("work_rejected_total", text, "reason")

    def counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def count_rejection(self, reason: Rejection) -> None:
        self._rejections.labels(reason).inc()

    def watch_queue(self, queue: WorkQueue) -> None:
        """Reads the queue when the metrics are scraped, which an autoscaler may act on."""
        depth = Gauge("work_queue_depth", "Work that waits for a free slot", registry=self.registry)
        depth.set_function(lambda: queue.waiting)
        running = Gauge("work_running", "Work that runs now", registry=self.registry)
        running.set_function(lambda: queue.running)

    async def classify(self, service: ClassificationService, text: str) -> Classification:
        """Runs one classification and records its time and its label."""
        start = perf_counter()
        result = await service.classify(text)
        self._inferences.labels(result.model.version).observe(perf_counter() - start)
        self._classifications.labels(result.label, str(result.needs_review).lower()).inc()
        return result
