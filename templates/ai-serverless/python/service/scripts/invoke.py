"""Calls the handlers as Lambda would, with the events of some files, and prints the answers: `make invoke`.

What the handlers write goes to standard error, so that the answers can be piped into other programs.
"""

import contextlib
import importlib
import json
import sys
from pathlib import Path
from time import monotonic
from uuid import uuid4


class Context:
    """What the handlers use of the context of Lambda."""

    def __init__(self) -> None:
        self.aws_request_id = str(uuid4())
        self._end = monotonic() + 10

    def get_remaining_time_in_millis(self) -> float:
        return (self._end - monotonic()) * 1000


if __name__ == "__main__":
    for file in sys.argv[1:]:
        event = json.loads(Path(file).read_text())
        name = "queue" if "Records" in event else "http"
        with contextlib.redirect_stdout(sys.stderr):
            answer = importlib.import_module(f"service.handlers.{name}").handler(event, Context())
        print(json.dumps({"file": file, "answer": answer}, indent=2))
