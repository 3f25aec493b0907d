"""What the service measures about itself; the dashboard and the alerts are built on these names."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from .work_queue import Rejection, WorkQueue

disable_created_metrics()


class ServiceMetrics:
    """What every service has; `Metrics` adds its kind of AI, modules add their own. All of it is in `GET /metrics`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Histogram(
            "http_request_duration_seconds",
            "Time to answer a request, in seconds",
            ["method", "route", "status"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5${{ ', 10, 30' if values.ai == 'language-model' }}),
            registry=self.registry,
        )
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
