"""model/model.json: what the bundled model is, how good it is, and how to know that it is the right one."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasPath, BaseModel, Field

Text = Annotated[str, Field(min_length=1)]


class Tensor(BaseModel):
    name: Text
    type: Literal["float32"]
    shape: tuple[Literal[1], Annotated[int, Field(ge=1)]]


class ModelManifest(BaseModel):
    """The fields of model.json that the service and its scripts read."""

    name: Text
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    file: str = Field(pattern=r"^[^/\\]+\.onnx$")
    sha256: str
    labels: tuple[Text, ...] = Field(min_length=2)
    input: Tensor = Field(validation_alias=AliasPath("signature", "input"))
    output: Tensor = Field(validation_alias=AliasPath("signature", "output"))
    evaluation_file: Text = Field(validation_alias=AliasPath("evaluation", "file"))
    minimum_accuracy: float = Field(validation_alias=AliasPath("metrics", "minimumAccuracy"), ge=0, le=1)


def read_model(directory: Path) -> tuple[ModelManifest, bytes]:
    """Reads model.json and the file that it names; raises ValueError or OSError when one is wrong or missing."""
    manifest = ModelManifest.model_validate_json((directory / "model.json").read_bytes())
    content = (directory / manifest.file).read_bytes()
    actual = hashlib.sha256(content).hexdigest()
    if actual != manifest.sha256:
        raise ValueError(f"{manifest.file} has the checksum {actual}, model.json names {manifest.sha256}")
    return manifest, content
