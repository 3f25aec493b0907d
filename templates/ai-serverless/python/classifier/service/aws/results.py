"""Where the results of the queue go."""

import json
from collections.abc import Callable
from typing import Any

import boto3

# The port: takes the id of the message with the text, which identifies it, and the classification.
ResultQueue = Callable[[str, dict[str, Any]], None]


def create_result_queue(url: str | None) -> ResultQueue:
    """Sends results to an SQS queue; without its URL they are written to standard output."""
    client = boto3.client("sqs") if url else None

    def send(message_id: str, classification: dict[str, Any]) -> None:
        body = {"messageId": message_id, "classification": classification}
        if client:
            client.send_message(QueueUrl=url, MessageBody=json.dumps(body))
        else:
            print(json.dumps({"result": body}), flush=True)

    return send
