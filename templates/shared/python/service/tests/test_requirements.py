"""requirements.txt pins all that is deployed."""

import re
from importlib.metadata import distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from scripts.sbom import read_pins

ROOT = Path(__file__).parents[1]


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_the_tests_run_with_the_pinned_versions(file: str) -> None:
    pins = read_pins(ROOT / file)
    # The linter is one program without dependencies; it decides nothing about what is deployed.
    pinned = {name: Version(version) for name, version in pins.items() if name != "ruff"}
    assert {name: Version(distribution(name).version) for name in pinned} == pinned


def test_what_the_packages_require_is_pinned_too() -> None:
    pins = {normalise(name) for name in read_pins(ROOT / "requirements.txt")}
    missing = {
        f"{name} requires {requirement}"
        for name in pins
        for requirement in map(Requirement, requires(name) or [])
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if normalise(requirement.name) not in pins
    }
    assert missing == set()
