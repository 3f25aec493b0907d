"""What bodies of requests and answers have in common: names in camel case, and no unknown fields in requests."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class RequestBody(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class AnswerBody(BaseModel):
    """It is made from an object of the core or of a module, and has the fields that the API names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)
