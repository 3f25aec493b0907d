"""What requests and answers have in common: names in camel case, and no unknown fields in requests."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from ..core import MAX_TEXT_LENGTH


def _well_formed(value: Any) -> Any:
    """Replaces halves of surrogate pairs, which JSON may have and UTF-8 has not."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT_LENGTH), BeforeValidator(_well_formed)]


class RequestFields(BaseModel):
    """One unknown field is enough to refuse a request; thousands would cost seconds."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _keep_one_unknown(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = next((name for name in data if name not in known), None)
        return {name: value for name, value in data.items() if name in known or name == unknown}


class RequestBody(RequestFields):
    model_config = ConfigDict(strict=True, alias_generator=to_camel)


class AnswerBody(BaseModel):
    """It is made from an object of the core or of a module, and has the fields that the API names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)
