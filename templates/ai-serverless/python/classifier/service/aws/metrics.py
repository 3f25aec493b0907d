"""Metrics of the function: lines in the log from which CloudWatch makes them (embedded metric format)."""

import json
from time import time

from ..core import Classification


def count_classification(service: str, result: Classification) -> None:
    names = [{"Name": "Classifications", "Unit": "Count"}, {"Name": "NeedsReview", "Unit": "Count"}]
    metrics = {"Namespace": service, "Dimensions": [["service"]], "Metrics": names}
    line = {
        "_aws": {"Timestamp": int(time() * 1000), "CloudWatchMetrics": [metrics]},
        "service": service,
        "Classifications": 1,
        "NeedsReview": int(result.needs_review),
    }
    print(json.dumps(line), flush=True)
