from .classification import ClassificationBody, ModelBody, TextRequest, classification_module
from .errors import HttpError, to_response
from .schemas import AnswerBody, RequestBody
from .shell import Module, Tools, create_shell

__all__ = [
    "AnswerBody",
    "ClassificationBody",
    "HttpError",
    "ModelBody",
    "Module",
    "RequestBody",
    "TextRequest",
    "Tools",
    "classification_module",
    "create_shell",
    "to_response",
]
