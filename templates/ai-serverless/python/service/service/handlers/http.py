import base64
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from ..aws import IdempotencyStore, Record
from ..web import HttpError, to_response
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
        try:
            if key is None or event["requestContext"]["http"]["method"] != "POST":
                return self._answer(event, context)
            return self._answer_once(key, event, context)
        except HttpError as error:
            failure = error
        except httpx.InvalidURL:
            failure = HttpError(400, "The URL cannot be read")
        except Exception:
            self._function.logger.exception("request failed")
            failure = HttpError(500, "Something went wrong; see the log")
        response = to_response(failure)
        return {"statusCode": failure.status, "headers": dict(response.headers), "body": bytes(response.body).decode()}

    def _answer_once(self, key: str, event: dict[str, Any], context: Any) -> Answer:
        if not re.fullmatch(r"[\x21-\x7e]{1,255}", key):
            raise HttpError(400, "Idempotency-Key must have 1 to 255 visible ASCII characters")
        caller = event["requestContext"].get("authorizer", {}).get("iam", {}).get("userArn", "")
        # The store keeps hashes, and no text.
        hashed = _hash(caller, event["requestContext"]["http"]["method"], event["rawPath"], key)
        fingerprint = _hash(event.get("body", ""))
        with self._store() as store:
            known = store.begin(hashed, fingerprint)
        if known is None:
            return self._answer_first(hashed, fingerprint, event, context)
        if known.fingerprint != fingerprint:
            raise HttpError(422, "This Idempotency-Key was used with another body")
        if known.answer is None:
            raise HttpError(409, "A request with this Idempotency-Key is still running", retry_after=1)
        return {**known.answer, "headers": {**known.answer["headers"], "idempotency-replayed": "true"}}

    def _answer_first(self, hashed: str, fingerprint: str, event: dict[str, Any], context: Any) -> Answer:
        try:
            answer = self._answer(event, context)
        except BaseException:
            with self._store() as store:
                store.forget(hashed)
            raise
        with self._store() as store:
            # What the next try may improve on is not remembered.
            if answer["statusCode"] in (429, 499) or answer["statusCode"] >= 500:
                store.forget(hashed)
            else:
                store.finish(hashed, Record(fingerprint, answer))
        return answer

    @contextmanager
    def _store(self) -> Iterator[IdempotencyStore]:
        try:
            yield self._function.store
        except Exception as error:
            self._function.logger.exception("request failed")
            raise HttpError(503, "Idempotency-Key cannot be looked up now, try again later", retry_after=5) from error

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


handler = HttpHandler(warm_function())
