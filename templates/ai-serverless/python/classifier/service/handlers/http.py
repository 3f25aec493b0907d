"""Entry point of the function behind the HTTP API: `service.handlers.http.handler`."""

import base64
import hashlib
import json
import re
from typing import Any

import httpx

from ..aws import Record
from .function import Function, warm_function

Answer = dict[str, Any]


class HttpHandler:
    """Answers events of an API Gateway HTTP API (version 2.0) by the HTTP shell.

    A POST with the header Idempotency-Key is worked on once for each caller and key; when it is repeated, it
    gets the first answer again.
    """

    def __init__(self, function: Function) -> None:
        self._function = function
        transport = httpx.ASGITransport(function.app)
        self._client = httpx.AsyncClient(transport=transport, base_url="https://function")

    def __call__(self, event: dict[str, Any], context: Any) -> Answer:
        key = event["headers"].get("idempotency-key")
        if key is None or event["requestContext"]["http"]["method"] != "POST":
            return self._answer(event, context)
        if not re.fullmatch(r"[\x21-\x7e]{1,255}", key):
            return _error(400, "Bad Request", "Idempotency-Key must have 1 to 255 visible ASCII characters")
        try:
            return self._answer_once(key, event, context)
        except Exception:
            self._function.logger.exception("request failed")
            return _error(503, "Service Unavailable", "Idempotency-Key cannot be looked up now, try again later", 5)

    def _answer_once(self, key: str, event: dict[str, Any], context: Any) -> Answer:
        store = self._function.store
        caller = event["requestContext"].get("authorizer", {}).get("iam", {}).get("userArn", "")
        # The store keeps hashes, and no text.
        hashed = _hash(caller, event["requestContext"]["http"]["method"], event["rawPath"], key)
        fingerprint = _hash(event.get("body", ""))
        known = store.begin(hashed, fingerprint)
        if known is None:
            answer = self._answer(event, context)
            status = answer["statusCode"]
            # What the next try may improve on is not remembered.
            if status < 500 and status not in (429, 499):
                store.finish(hashed, Record(fingerprint, answer))
            else:
                store.forget(hashed)
            return answer
        if known.fingerprint != fingerprint:
            return _error(422, "Unprocessable Entity", "This Idempotency-Key was used with another body")
        if known.answer is None:
            return _error(409, "Conflict", "A request with this Idempotency-Key is still running", 1)
        return {**known.answer, "headers": {**known.answer["headers"], "idempotency-replayed": "true"}}

    def _answer(self, event: dict[str, Any], context: Any) -> Answer:
        body = event.get("body") or ""
        # One id for the lines of the shell and of Lambda.
        headers = {**event["headers"], "x-request-id": context.aws_request_id}
        request = self._client.build_request(
            event["requestContext"]["http"]["method"],
            f"{event['rawPath']}?{event.get('rawQueryString', '')}",
            headers={name: value.encode() for name, value in headers.items()},
            content=base64.b64decode(body) if event.get("isBase64Encoded") else body.encode(),
        )
        response = self._function.runner.run(self._client.send(request))
        return {"statusCode": response.status_code, "headers": dict(response.headers), "body": response.text}


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _error(status: int, name: str, message: str, retry_after: int | None = None) -> Answer:
    headers = {"content-type": "application/json"} | ({"retry-after": str(retry_after)} if retry_after else {})
    body = json.dumps({"statusCode": status, "error": name, "message": message})
    return {"statusCode": status, "headers": headers, "body": body}


handler = HttpHandler(warm_function())
