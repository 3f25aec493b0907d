"""Why a request to the service that has the model got no result."""


class RequestRefusedError(Exception):
    """The service does not accept the request; to send it again would not help."""


class CircuitOpenError(Exception):
    """Nothing was sent, because the service failed too often."""


class RequestFailedError(Exception):
    """The service gave no usable answer. The status is None when there was no answer at all."""

    def __init__(self, message: str, *, status: int | None = None, retry_after: float = 0) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after

    @property
    def is_temporary(self) -> bool:
        """Whether the same request may succeed in a moment."""
        return self.status in (None, 429, 502, 503, 504)

    @property
    def is_outage(self) -> bool:
        """Whether the service itself is in trouble: one that answers 429 is well, only busy."""
        return self.status is None or self.status >= 500
