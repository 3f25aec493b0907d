from typing import Protocol


class Detector(Protocol):
    """Says how far a distribution has moved since last month, 0 to 1."""

    def distance(self, before: list[float], now: list[float]) -> float: ...
