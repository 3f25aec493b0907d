"""The manifests fit the service."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import Settings
from service.web.shell import OPENAPI

DEPLOY = Path(__file__).parents[1] / "deploy"


def read(file: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "base" / file).read_text()))


def read_variables(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


PATHS = json.loads(OPENAPI.read_text())["paths"]
[DEPLOYMENT] = read("deployment.yaml")
[SERVICE] = read("service.yaml")
[BUDGET] = read("podDisruptionBudget.yaml")
POD = DEPLOYMENT["spec"]["template"]
[CONTAINER] = POD["spec"]["containers"]
[PORT] = CONTAINER["ports"]


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_settings_are_those_of_the_service(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = read_variables(DEPLOY / "base/settings.env")
    variables |= read_variables(DEPLOY / "overlays" / environment / "settings.env")
    assert {name.lower() for name in variables} <= set(Settings.model_fields)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    grace = POD["spec"]["terminationGracePeriodSeconds"] * 1000
    assert settings.shutdown_delay_ms + settings.shutdown_timeout_ms < grace
    assert PORT["containerPort"] == settings.port


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_probes_call_a_route_at_the_port_of_the_service(probe: str) -> None:
    request = CONTAINER[probe]["httpGet"]
    assert request["path"] in PATHS
    assert request["port"] == PORT["name"]


def test_prometheus_and_the_service_call_the_same_port() -> None:
    annotations = POD["metadata"]["annotations"]
    assert annotations["prometheus.io/path"] in PATHS
    assert annotations["prometheus.io/port"] == str(PORT["containerPort"])
    assert [port["targetPort"] for port in SERVICE["spec"]["ports"]] == [PORT["name"]]


def test_labels_select_the_pods() -> None:
    _, policy = read("networkPolicy.yaml")
    assert policy["spec"]["ingress"][0]["ports"] == [{"port": PORT["name"]}]
    constraints = POD["spec"]["topologySpreadConstraints"]
    for labels in (
        DEPLOYMENT["spec"]["selector"]["matchLabels"],
        SERVICE["spec"]["selector"],
        BUDGET["spec"]["selector"]["matchLabels"],
        policy["spec"]["podSelector"]["matchLabels"],
        *(constraint["labelSelector"]["matchLabels"] for constraint in constraints),
    ):
        assert labels == POD["metadata"]["labels"]


def test_the_root_file_system_is_read_only() -> None:
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True
