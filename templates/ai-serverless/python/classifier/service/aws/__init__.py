"""Clients of AWS, behind ports."""

from .idempotency import IdempotencyStore, MemoryStore, Record, create_idempotency_store
from .metrics import count_classification
from .results import ResultQueue, create_result_queue

__all__ = [
    "IdempotencyStore",
    "MemoryStore",
    "Record",
    "ResultQueue",
    "count_classification",
    "create_idempotency_store",
    "create_result_queue",
]
