{%- set act = 'draft' if values.ai == 'language-model' else 'classify' -%}
{%- set core = 'drafts' if values.ai == 'language-model' else 'classification' -%}
"""The handlers, their clients of AWS, and the template."""

import asyncio
import dataclasses
import json
{%- if values.ai == 'language-model' %}
import os
{%- endif %}
import subprocess
import sys
{%- if values.ai == 'language-model' %}
import threading
{%- endif %}
import time
from collections.abc import Callable, Iterator
{%- if values.ai == 'language-model' %}
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
{%- endif %}
from pathlib import Path
from typing import Any{% if values.ai == 'language-model' %}, ClassVar{% endif %}

import boto3
import pytest
import yaml
from botocore.stub import ANY, Stubber
from pydantic import ValidationError

from scripts.invoke import Context
from service.aws import DynamoDbStore, MemoryStore, Record
from service.core import ModelUnavailableError
from service.handlers.function import Function, FunctionSettings, warm_function
from service.handlers.http import HttpHandler
from service.handlers.queue import QueueHandler

ROOT = Path(__file__).parents[1]
EVENTS = {file.stem: json.loads(file.read_text()) for file in (ROOT / "events").glob("*.json")}


@pytest.fixture(scope="module")
def warm() -> Iterator[Function]:
    function = warm_function()
    yield function
    function.runner.close()


@pytest.fixture
def function(warm: Function) -> Function:
    return dataclasses.replace(warm, store=MemoryStore())


def ${{ act }}_event(body: str = EVENTS["${{ act }}"]["body"], **headers: str) -> dict[str, Any]:
    return {**EVENTS["${{ act }}"], "body": body, "headers": {"content-type": "application/json", **headers}}


class TestHttpHandler:
    def test_it_answers_by_the_shell(self, function: Function) -> None:
        handler, context = HttpHandler(function), Context()
        answer = handler(${{ act }}_event(), context)
        assert (answer["statusCode"], {% if values.ai == 'language-model' %}json.loads(answer["body"])["model"]["name"]) == (200, "stub"){% else %}json.loads(answer["body"])["label"]) == (200, "billing"){% endif %}
        assert answer["headers"]["x-request-id"] == context.aws_request_id
        assert handler(EVENTS["model"], Context())["statusCode"] == 200

    @pytest.mark.parametrize(
        ("body", "status"), [("{", 400), ('{"text": 1}', 400), (json.dumps({"text": "x" * 70_000}), 413)]
    )
    def test_bad_bodies_are_answered(self, function: Function, body: str, status: int) -> None:
        answer = HttpHandler(function)(${{ act }}_event(body), Context())
        assert (answer["statusCode"], json.loads(answer["body"])["statusCode"]) == (status, status)

    def test_a_repeated_request_gets_the_first_answer(self, function: Function) -> None:
        handler = HttpHandler(function)
        first = handler(${{ act }}_event(**{"idempotency-key": "one"}), Context())
        again = handler(${{ act }}_event(**{"idempotency-key": "one"}), Context())
        assert (again["body"], again["headers"]["idempotency-replayed"]) == (first["body"], "true")
        other_body = handler(${{ act }}_event('{"text": "other"}', **{"idempotency-key": "one"}), Context())
        assert other_body["statusCode"] == 422
        assert handler(${{ act }}_event(**{"idempotency-key": "ä"}), Context())["statusCode"] == 400
        other_caller = ${{ act }}_event(**{"idempotency-key": "one"})
        other_caller["requestContext"] = {**other_caller["requestContext"], "authorizer": {}}
        assert "idempotency-replayed" not in handler(other_caller, Context())["headers"]

    def test_a_running_request_is_a_conflict(self, function: Function, monkeypatch: pytest.MonkeyPatch) -> None:
        running = Record("")
        monkeypatch.setattr(
            function.store, "begin", lambda _, fingerprint: dataclasses.replace(running, fingerprint=fingerprint)
        )
        answer = HttpHandler(function)(${{ act }}_event(**{"idempotency-key": "one"}), Context())
        assert (answer["statusCode"], answer["headers"]["retry-after"]) == (409, "1")

    def test_what_may_succeed_later_is_not_remembered(
        self, function: Function, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object) -> None:
            raise ModelUnavailableError

        handler, event = HttpHandler(function), ${{ act }}_event(**{"idempotency-key": "one"})
        with monkeypatch.context() as patch:
            patch.setattr("service.core.${{ 'DraftService.draft' if values.ai == 'language-model' else 'ClassificationService.classify' }}", fail)
            assert handler(event, Context())["statusCode"] == 503
        assert handler(event, Context())["statusCode"] == 200

    def test_a_store_that_is_down_is_503(self, function: Function, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise OSError("out of reach")

        handler = HttpHandler(function)
        for call, body in (("forget", "not base64"), ("finish", ${{ act }}_event()["body"]), ("begin", "")):
            monkeypatch.setattr(function.store, call, fail)
            event = ${{ act }}_event(body, **{"idempotency-key": call})
            answer = handler({**event, "isBase64Encoded": call == "forget"}, Context())
            assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "5")
        assert handler(${{ act }}_event(), Context())["statusCode"] == 200

    def test_a_path_that_is_no_url_is_the_fault_of_the_caller(self, function: Function) -> None:
        answer = HttpHandler(function)({**${{ act }}_event(), "rawPath": "/v1/\x01"}, Context())
        assert answer["statusCode"] == 400

    def test_an_event_that_cannot_be_read_is_500_and_its_key_is_free_again(self, function: Function) -> None:
        handler = HttpHandler(function)
        event = {**${{ act }}_event("not base64", **{"idempotency-key": "one"}), "isBase64Encoded": True}
        assert [handler(event, Context())["statusCode"] for _ in range(2)] == [500, 500]


class TestQueueHandler:
    def message(self, message_id: str, body: str) -> dict[str, Any]:
        return {"messageId": message_id, "body": body, "attributes": {"ApproximateReceiveCount": "1"}}

    def test_what_fails_is_reported_and_the_rest_is_sent_once(
        self, function: Function, caplog: pytest.LogCaptureFixture
    ) -> None:
        sent: list[tuple[str, dict[str, Any]]] = []
        handler = QueueHandler(dataclasses.replace(function, results=lambda *result: sent.append(result)))
        event = {
            "Records": [
                self.message("good", '{"text": "I was charged twice"}'),
                *(
                    self.message(f"bad-{n}", body)
                    for n, body in enumerate(["secret", "{}", '{"text": 1}', '{"text": " "}'])
                ),
            ]
        }
        failed = {"batchItemFailures": [{"itemIdentifier": f"bad-{n}"} for n in range(4)]}
        assert handler(event, Context()) == failed
        assert [message_id for message_id, _ in sent] == ["good"]
{% if values.ai == 'language-model' %}        assert set(sent[0][1]) >= {"draft", "model", "promptVersion", "tokens", "costUsd", "calls"}
{% else %}        assert set(sent[0][1]) == {"label", "confidence", "needsReview", "scores", "model"}
{% endif %}        assert handler(event, Context()) == failed
        assert len(sent) == 1
        assert "secret" not in caplog.text

    def test_a_text_that_hangs_fails_alone(self, function: Function, monkeypatch: pytest.MonkeyPatch) -> None:
        original = type(function.${{ core }}).${{ act }}

        async def ${{ act }}(self: Any, text: str) -> object:
            return await (asyncio.sleep(60) if text == "hang" else original(self, text))

        monkeypatch.setattr(type(function.${{ core }}), "${{ act }}", ${{ act }})
        handler = QueueHandler(dataclasses.replace(function, request_timeout=0.05))
        messages = [self.message(text, json.dumps({"text": text})) for text in ("hang", "fine")]
        assert handler({"Records": messages}, Context()) == {"batchItemFailures": [{"itemIdentifier": "hang"}]}

    def test_a_result_that_cannot_be_sent_is_tried_again(self, function: Function) -> None:
        def fail(*_: object) -> None:
            raise OSError("out of reach")

        event = {"Records": [self.message("one", '{"text": "text"}')]}
        failing = QueueHandler(dataclasses.replace(function, results=fail))
        assert failing(event, Context()) == {"batchItemFailures": [{"itemIdentifier": "one"}]}
        assert QueueHandler(function)(event, Context()) == {"batchItemFailures": []}


class TestDynamoDbStore:
    @pytest.fixture
    def stubbed(self) -> tuple[DynamoDbStore, Stubber]:
        client = boto3.client(
            "dynamodb",
            region_name="eu-central-1",
            aws_access_key_id="x",
            aws_secret_access_key="x",  # noqa: S106
        )
        stubber = Stubber(client)
        stubber.activate()
        return DynamoDbStore(client, "table"), stubber

    def test_a_key_is_claimed_finished_and_forgotten(self, stubbed: tuple[DynamoDbStore, Stubber]) -> None:
        store, stubber = stubbed
        claim = {
            "TableName": "table",
            "Item": ANY,
            "ConditionExpression": ANY,
            "ExpressionAttributeValues": ANY,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        stubber.add_response("put_item", {}, claim)
        stubber.add_response("put_item", {}, {"TableName": "table", "Item": ANY})
        stubber.add_response("delete_item", {}, {"TableName": "table", "Key": {"id": {"S": "key"}}})
        assert store.begin("key", "print") is None
        store.finish("key", Record("print", {"statusCode": 200}))
        store.forget("key")
        stubber.assert_no_pending_responses()

    @pytest.mark.parametrize("answer", [None, {"statusCode": 200}])
    def test_what_is_known_is_returned(self, stubbed: tuple[DynamoDbStore, Stubber], answer: Any) -> None:
        store, stubber = stubbed
        item = {"fingerprint": {"S": "print"}, **({"answer": {"S": json.dumps(answer)}} if answer else {})}
        stubber.add_client_error(
            "put_item", "ConditionalCheckFailedException", modeled_fields={"Item": item}, response_meta={}
        )
        assert store.begin("key", "print") == Record("print", answer)


def test_on_lambda_the_queue_and_the_table_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FunctionSettings().idempotency_table is None
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "name")
    with pytest.raises(ValidationError, match="IDEMPOTENCY_TABLE"):
        FunctionSettings()


def test_the_events_are_answered_in_time_by_a_new_process_that_logs_no_text() -> None:
    starts = []
    for _ in range(3):
        start = time.monotonic()
        result = subprocess.run(
            [sys.executable, "-m", "scripts.invoke", "events/${{ act }}.json", "events/queue.json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        starts.append(time.monotonic() - start)
        assert '"statusCode": 200' in result.stdout
        assert '"itemIdentifier": "2e1424d4-f796-459a-8184-9c92662be6da"' in result.stdout
        assert "charged twice" not in result.stderr
        [metrics] = [json.loads(line) for line in result.stderr.splitlines() if "_aws" in line][:1]
{% if values.ai == 'language-model' %}        assert (metrics["ModelCalls"], metrics["OutputTokens"] > 0, metrics["CostUsd"]) == (1, True, 0)
{% else %}        assert metrics["Classifications"] == 1
{% endif %}    # The budget of docs/index.md: it notices that something heavy has come in, on any machine.
    assert sorted(starts)[1] < 10


def test_the_package_has_all_that_a_handler_needs() -> None:
    subprocess.run(["make", "package"], cwd=ROOT, check=True)  # noqa: S607
    folder = ROOT / "dist/function"
    code = "import json, sys; from service.handlers.http import handler; print(handler.__module__)"
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert result.stdout.${{ 'splitlines()[-1]' if values.ai == 'language-model' else 'strip()' }} == "service.handlers.http"
    assert not list(folder.rglob("*.csv"))


def read_template() -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        """Reads the functions of CloudFormation as their arguments."""

    def construct(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> object:
        read: dict[type, Callable[..., object]] = {
            yaml.ScalarNode: loader.construct_scalar,
            yaml.SequenceNode: loader.construct_sequence,
            yaml.MappingNode: loader.construct_mapping,
        }
        return read[type(node)](node)

    yaml.add_multi_constructor("!", construct, Loader)
    content: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), Loader)  # noqa: S506
    return content


def test_the_template_starts_the_handlers_with_their_settings() -> None:
    template = read_template()
    common = template["Globals"]["Function"]
    assert common["CodeUri"] == "dist/function"
    functions = [item["Properties"] for item in template["Resources"].values() if item["Type"].endswith("::Function")]
    handlers = {item["Handler"] for item in functions}
    assert handlers == {"service.handlers.http.handler", "service.handlers.queue.handler"}
    assert {name.lower() for name in common["Environment"]["Variables"]} <= set(FunctionSettings.model_fields)
    assert common["Timeout"] * 1000 > FunctionSettings().request_timeout_ms
{%- if values.ai == 'language-model' %}
    queue = template["Resources"]["TextQueue"]["Properties"]
    assert queue["VisibilityTimeout"] >= 6 * common["Timeout"]
    # API Gateway gives up after 30 s; 5 s of them are left for a cold start.
    assert FunctionSettings().request_timeout_ms + 5000 < 30_000
    assert FunctionSettings().model_timeout_ms * 2 <= FunctionSettings().request_timeout_ms


class Provider(BaseHTTPRequestHandler):
    """Secrets Manager and a provider that wants to be paid and obeys nobody."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.asked.append((self.path, self.headers["authorization"]))
        chunk = {"choices": [{"delta": {"content": "Thank you"}, "finish_reason": "stop"}]}
        body = f"data: {json.dumps(chunk)}\n\n" if "chat" in self.path else json.dumps({"SecretString": "a-key\n"})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None: ...


def test_the_key_comes_from_the_secret_and_is_not_logged() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever).start()
    url = f"http://127.0.0.1:{server.server_port}"
    aws = {"AWS_ENDPOINT_URL": url, "AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"}
    keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    try:
        result = subprocess.run(
            [sys.executable, "-m", "scripts.invoke", "events/draft.json"],
            cwd=ROOT,
            env={**os.environ, **aws, **keys, "LLM_URL": url, "LLM_API_KEY_SECRET": "arn", "LOG_LEVEL": "trace"},
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        server.shutdown()
        server.server_close()
    assert json.loads(json.loads(result.stdout)["answer"]["body"])["draft"] == "Thank you"
    assert Provider.asked[1] == ("/chat/completions", "Bearer a-key")
    assert "a-key" not in result.stdout + result.stderr
{%- endif %}
