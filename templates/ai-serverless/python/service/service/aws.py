"""Clients of AWS, behind ports."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any, Protocol

import boto3
{%- if values.ai == 'language-model' %}
from botocore.config import Config
{%- endif %}

from .core import ${{ 'ModelCall' if values.ai == 'language-model' else 'Classification' }}

# The port to where results go: takes the id of the message with the text, which identifies it, and the ${{ 'draft' if values.ai == 'language-model' else 'classification' }}.
ResultQueue = Callable[[str, dict[str, Any]], None]
# How long a repeated request is answered from the store, in seconds.
REMEMBERED_FOR = 24 * 60 * 60
# A worker that has not finished by then has died: longer than the time-out of the function, in seconds.
ABANDONED_AFTER = 60


@dataclass(frozen=True)
class Record:
    """A request: the hash of its body, and its answer once there is one."""

    fingerprint: str
    answer: dict[str, Any] | None = None


class IdempotencyStore(Protocol):
    """The port to what remembers requests: hashes of keys, and answers; no texts."""

    def begin(self, key: str, fingerprint: str) -> Record | None:
        """Claims a key for the caller, or returns what is known of it."""

    def finish(self, key: str, record: Record) -> None: ...

    def forget(self, key: str) -> None: ...


class MemoryStore:
    """Stands in for the table on a developer's machine and in tests, and forgets with the process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def begin(self, key: str, fingerprint: str) -> Record | None:
        known = self._records.get(key)
        self._records.setdefault(key, Record(fingerprint))
        return known

    def finish(self, key: str, record: Record) -> None:
        self._records[key] = record

    def forget(self, key: str) -> None:
        self._records.pop(key, None)


class DynamoDbStore:
    """Remembers in a table whose key is `id` and whose items expire by `expiration`."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def begin(self, key: str, fingerprint: str) -> Record | None:
        now = int(time())
        free = "attribute_not_exists(id) OR expiration < :now OR (attribute_not_exists(answer) AND abandoned < :now)"
        try:
            self._put(
                key,
                fingerprint,
                {"abandoned": {"N": str(now + ABANDONED_AFTER)}},
                ConditionExpression=free,
                ExpressionAttributeValues={":now": {"N": str(now)}},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            item = error.response["Item"]
            return Record(item["fingerprint"]["S"], json.loads(item["answer"]["S"]) if "answer" in item else None)
        return None

    def finish(self, key: str, record: Record) -> None:
        self._put(key, record.fingerprint, {"answer": {"S": json.dumps(record.answer)}})

    def forget(self, key: str) -> None:
        self._client.delete_item(TableName=self._table, Key={"id": {"S": key}})

    def _put(self, key: str, fingerprint: str, fields: dict[str, dict[str, str]], **condition: object) -> None:
        item = {"id": {"S": key}, "fingerprint": {"S": fingerprint}, **fields}
        item["expiration"] = {"N": str(int(time()) + REMEMBERED_FOR)}
        self._client.put_item(TableName=self._table, Item=item, **condition)


def create_idempotency_store(table: str | None) -> IdempotencyStore:
    """Without a table it remembers in this process."""
    return DynamoDbStore(boto3.client("dynamodb"), table) if table else MemoryStore()


def create_result_queue(url: str | None) -> ResultQueue:
    """Sends results to an SQS queue; without its URL they are written to standard output."""
    client = boto3.client("sqs") if url else None
{% set result = 'draft' if values.ai == 'language-model' else 'classification' %}
    def send(message_id: str, ${{ result }}: dict[str, Any]) -> None:
        body = {"messageId": message_id, "${{ result }}": ${{ result }}}
        if client:
            client.send_message(QueueUrl=url, MessageBody=json.dumps(body))
        else:
            print(json.dumps({"result": body}), flush=True)

    return send

{% if values.ai == 'language-model' %}
def read_secret(name: str) -> str:
    config = Config(connect_timeout=2, read_timeout=2, retries={"max_attempts": 1})
    value: str = boto3.client("secretsmanager", config=config).get_secret_value(SecretId=name)["SecretString"]
    return value.strip()


def count_call(service: str, call: ModelCall) -> None:
    """Writes a line from which CloudWatch makes metrics (embedded metric format)."""
    values = {
        "ModelCalls": 1,
        "RefusedAnswers": int(call.outcome == "refused"),
        "UnavailableCalls": int(call.outcome == "unavailable"),
        "Fallbacks": int(call.outcome == "answered" and call.is_fallback),
        "InputTokens": call.tokens.input,
        "OutputTokens": call.tokens.output,
        "CostUsd": call.cost_usd,
    }
    names = [{"Name": name, "Unit": "None" if name == "CostUsd" else "Count"} for name in values]
{%- else %}
def count_classification(service: str, result: Classification) -> None:
    """Writes a line from which CloudWatch makes metrics (embedded metric format)."""
    values = {"Classifications": 1, "NeedsReview": int(result.needs_review)}
    names = [{"Name": name, "Unit": "Count"} for name in values]
{%- endif %}
    metrics = {"Namespace": service, "Dimensions": [["service"]], "Metrics": names}
    header = {"Timestamp": int(time() * 1000), "CloudWatchMetrics": [metrics]}
    print(json.dumps({"_aws": header, "service": service, **values}), flush=True)
