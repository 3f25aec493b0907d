import logging

from prometheus_client import Histogram

from ..core import ModelCall
from ..settings import NAME
from .service_metrics import ServiceMetrics


class Metrics(ServiceMetrics):
    def __init__(self) -> None:
        super().__init__()
        text = "Calls of a model, by outcome: answered, refused, unavailable, cancelled"
        self._calls = self.counter("llm_calls_total", text, "model", "outcome")
        self._tokens = self.counter("llm_tokens_total", "Tokens, by direction: input, output", "model", "direction")
        self._cost = self.counter("llm_cost_usd_total", "Cost of calls by the prices in ai/models.json", "model")
        text, buckets = "Time of one call with its retries, in seconds", (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30)
        self._seconds = Histogram("llm_call_duration_seconds", text, ["model"], buckets=buckets, registry=self.registry)
        self._fallbacks = self.counter("llm_fallbacks_total", "Drafts that the second model wrote")
        self._refusals = self.counter("drafts_refused_total", "Answers that broke a rule", "rule")

    def observe_call(self, call: ModelCall) -> None:
        model = call.model.name
        self._calls.labels(model, call.outcome).inc()
        self._tokens.labels(model, "input").inc(call.tokens.input)
        self._tokens.labels(model, "output").inc(call.tokens.output)
        self._cost.labels(model).inc(call.cost_usd)
        self._seconds.labels(model).observe(call.seconds)
        match call.outcome:
            case "answered" if call.is_fallback:
                self._fallbacks.inc()
            case "refused":
                self._refusals.labels(call.reason).inc()
            case "unavailable":
                fields = {"model": model, "reason": call.reason}
                logging.getLogger(NAME).warning("the model is unavailable", extra={"fields": fields})
