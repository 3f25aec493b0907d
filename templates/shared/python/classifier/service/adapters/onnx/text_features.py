import re
import unicodedata
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_WORDS = re.compile(r"[^\W_]+")


def text_features(text: str, buckets: int) -> NDArray[np.float32]:
    """Hashes lower-case words and pairs of neighbouring words into buckets, scaled to length 1.

    The training of the model uses the same function, so that the two cannot drift apart.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.category(character).startswith("M"))
    words = _WORDS.findall(plain.lower())
    counts = np.zeros(buckets, dtype=np.float64)
    for term in words + [f"{first} {second}" for first, second in pairwise(words)]:
        counts[_fnv1a(term) % buckets] += 1
    length = np.linalg.norm(counts)
    return (counts / length if length else counts).astype(np.float32)


def _fnv1a(term: str) -> int:
    """FNV-1a, 32 bits, over UTF-8."""
    value = 0x811C9DC5
    for byte in term.encode("utf-8", "replace"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
