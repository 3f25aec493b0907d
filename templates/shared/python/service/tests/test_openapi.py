"""openapi.json, which the catalog shows, describes what the service does."""

import json
import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from service.web.shell import OPENAPI

from .conftest import Client, make_application

DOCUMENT: dict[str, Any] = json.loads(OPENAPI.read_text())


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "").rpartition("/")[2]
    return DOCUMENT["components"]["schemas"][reference] if reference else schema


def test_the_routes_are_those_of_the_document() -> None:
    routes = {
        (method.lower(), route.path)
        for route in make_application().app.routes
        if isinstance(route, APIRoute) and route.path != "/openapi.json"
        for method in route.methods
    }
    documented = {(method, path) for path, item in DOCUMENT["paths"].items() for method in item}
    assert routes == documented


@pytest.mark.anyio
async def test_the_document_is_served(client: Client) -> None:
    async with client() as service:
        assert (await service.get("/openapi.json")).json() == DOCUMENT


def test_requests_and_answers_have_the_fields_of_the_document() -> None:
    for route in make_application().app.routes:
        if not isinstance(route, APIRoute) or not route.path.startswith("/v1/"):
            continue
        operation = DOCUMENT["paths"][route.path][next(iter(route.methods)).lower()]
        if route.body_field:
            expected = resolve(operation["requestBody"]["content"]["application/json"]["schema"])
            assert fields(route.body_field.field_info.annotation) == set(expected["properties"])
        status = str(route.status_code or 200)
        assert status in operation["responses"]
        if isinstance(route.response_model, type) and hasattr(route.response_model, "model_fields"):
            expected = resolve(operation["responses"][status]["content"]["application/json"]["schema"])
            assert fields(route.response_model) == set(expected["properties"])


def fields(model: Any) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def examples(schema: dict[str, Any]) -> list[tuple[Any, bool]]:
    """Values of a property, and whether its schema takes them."""
    if schema.get("type") == "array":
        inner = next(value for value, is_valid in examples(schema["items"]) if is_valid)
        most = schema.get("maxItems", 1)
        return [([inner] * most, True), ([inner] * (most + 1), False), ([], False), (inner, False)]
    most, least = schema.get("maxLength", 1), schema.get("minLength", 0)
    return [("x" * most, True), ("x" * (most + 1), False), ("x" * (least - 1), False), (1, False), (None, False)]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (path, resolve(item["post"]["requestBody"]["content"]["application/json"]["schema"]))
        for path, item in DOCUMENT["paths"].items()
        if "requestBody" in item.get("post", {})
    ],
)
async def test_bodies_are_accepted_as_their_schema_says(client: Client, path: str, schema: dict[str, Any]) -> None:
    valid = {name: examples(value)[0][0] for name, value in schema["properties"].items()}
    documented = {int(code) for code in DOCUMENT["paths"][path]["post"]["responses"]}
    async with client(request_timeout_ms=60_000) as service:
        for name, value in schema["properties"].items():
            for example, is_valid in examples(value):
                answer = await service.post(path, json={**valid, name: example})
                assert answer.status_code in documented
                assert answer.status_code < 500
                if not is_valid:
                    assert (answer.status_code, name in answer.json()["message"]) == (400, True)
                elif answer.status_code == 400:
                    # A rule beyond the schema, such as a label that no model gives.
                    assert not re.match(r"body/", answer.json()["message"])
        missing = await service.post(path, json={})
        unknown = await service.post(path, json={**valid, "unknown": 1})
        too_large = await service.post(path, json={**valid, "unknown": "x" * 2_000_000})
    assert [answer.status_code for answer in (missing, unknown, too_large)] == [400, 400, 413]
    assert documented >= {400, 413}
