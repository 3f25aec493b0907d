import codecs
from collections.abc import Iterator

# The longest line of a stream, in characters, and the most bytes in all.
MAX_LINE_LENGTH = 64 * 1024
MAX_BYTES = 1024 * 1024


class EventStream:
    """Takes the bytes of server-sent events as they come, and returns their data."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._bytes = 0
        self._rest = ""

    def feed(self, chunk: bytes) -> Iterator[str]:
        """Raises ValueError when a line or the stream is longer than any answer."""
        self._bytes += len(chunk)
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        if self._bytes > MAX_BYTES or len(self._rest) > MAX_LINE_LENGTH:
            raise ValueError("the answer does not end")
        return (line.removeprefix("data:").strip() for line in lines if line.startswith("data:"))
