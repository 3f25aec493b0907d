"""The manifests fit the service."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import NAME, Settings

DEPLOY = Path(__file__).parents[1] / "deploy"


def read(file: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEPLOY / file).read_text())
    return content


def read_variables(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_settings_are_those_of_the_service(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = read_variables(DEPLOY / "base/settings.env")
    variables |= read_variables(DEPLOY / "overlays" / environment / "settings.env")
    assert {name.lower() for name in variables} <= set(Settings.model_fields)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    pod = read("base/deployment.yaml")["spec"]["template"]["spec"]
    grace = pod["terminationGracePeriodSeconds"] * 1000
    assert settings.shutdown_delay_ms + settings.shutdown_timeout_ms < grace
    [port] = pod["containers"][0]["ports"]
    assert port["containerPort"] == settings.port


def test_what_writes_to_a_folder_is_not_needed() -> None:
    [container] = read("base/deployment.yaml")["spec"]["template"]["spec"]["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert read("base/service.yaml")["metadata"]["name"] == NAME
