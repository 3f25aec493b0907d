"""The HTTP shell: queue with a bound, time-outs, errors, metrics and probes."""

from .classification import ClassificationBody, classification_module
from .errors import HttpError
from .schemas import AnswerBody, RequestBody
from .shell import Module, Tools, create_shell
from .work_queue import Limits

__all__ = [
    "AnswerBody",
    "ClassificationBody",
    "HttpError",
    "Limits",
    "Module",
    "RequestBody",
    "Tools",
    "classification_module",
    "create_shell",
]
