{%- if values.ai == 'classifier' -%}
from .classification import ClassificationBody, ModelBody, TextRequest, classification_module
{% endif -%}
from .errors import HttpError, to_response
from .metrics import Metrics
from .schemas import AnswerBody, RequestBody, RequestFields, Text
from .shell import Module, Tools, create_shell

__all__ = [
    "AnswerBody",
{%- if values.ai == 'classifier' %}
    "ClassificationBody",
{%- endif %}
    "HttpError",
    "Metrics",
{%- if values.ai == 'classifier' %}
    "ModelBody",
{%- endif %}
    "Module",
    "RequestBody",
    "RequestFields",
    "Text",
{%- if values.ai == 'classifier' %}
    "TextRequest",
{%- endif %}
    "Tools",
{%- if values.ai == 'classifier' %}
    "classification_module",
{%- endif %}
    "create_shell",
    "to_response",
]
