"""What has been done already: hashes of keys, and answers; no texts."""

import json
from dataclasses import dataclass
from time import time
from typing import Any, Protocol

import boto3

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
    """The port to what remembers requests."""

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
        try:
            self._client.put_item(
                TableName=self._table,
                Item={**_item(key, fingerprint, now + REMEMBERED_FOR), "abandoned": {"N": str(now + ABANDONED_AFTER)}},
                ConditionExpression=(
                    "attribute_not_exists(id) OR expiration < :now "
                    "OR (attribute_not_exists(answer) AND abandoned < :now)"
                ),
                ExpressionAttributeValues={":now": {"N": str(now)}},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            item = error.response["Item"]
            answer = item.get("answer", {}).get("S")
            return Record(item["fingerprint"]["S"], json.loads(answer) if answer else None)
        return None

    def finish(self, key: str, record: Record) -> None:
        item = _item(key, record.fingerprint, int(time()) + REMEMBERED_FOR)
        self._client.put_item(TableName=self._table, Item={**item, "answer": {"S": json.dumps(record.answer)}})

    def forget(self, key: str) -> None:
        self._client.delete_item(TableName=self._table, Key={"id": {"S": key}})


def _item(key: str, fingerprint: str, expiration: int) -> dict[str, dict[str, str]]:
    return {"id": {"S": key}, "fingerprint": {"S": fingerprint}, "expiration": {"N": str(expiration)}}


def create_idempotency_store(table: str | None) -> IdempotencyStore:
    """Without a table it remembers in this process."""
    return DynamoDbStore(boto3.client("dynamodb"), table) if table else MemoryStore()
