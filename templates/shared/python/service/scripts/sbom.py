"""Writes a bill of materials of what requirements.txt pins, in the format of CycloneDX: `make sbom`."""

import json
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path


def read_pins(file: Path) -> dict[str, str]:
    """The version of each package; a line that is no exact pin is an error."""
    lines = [line.split("#")[0].strip() for line in file.read_text().splitlines()]
    wrong = [line for line in lines if line and not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    if wrong:
        raise ValueError(f"{file} has lines that are no exact pins: {wrong}")
    return dict(line.split("==") for line in lines if line)


def describe(name: str, version: str) -> dict[str, object]:
    fields = metadata(name)
    # The field License may be the whole text of a licence.
    names = [item.rpartition(" :: ")[2] for item in fields.get_all("Classifier", []) if item.startswith("License ::")]
    licence = fields.get("License-Expression") or " AND ".join(names) or fields.get("License") or "unknown"
    licences = [{"license": {"name": licence.splitlines()[0][:100]}}]
    purl = f"pkg:pypi/{name}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": purl, "licenses": licences}


if __name__ == "__main__":
    components = [describe(*pin) for pin in read_pins(Path("requirements.txt")).items()]
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    service = {"type": "application", "name": project["name"], "version": project["version"]}
    header = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": service}}
    document = {**header, "components": components}
    Path("sbom.cdx.json").write_text(json.dumps(document, indent=2) + "\n")
