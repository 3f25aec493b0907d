import asyncio
import logging
import re
from collections.abc import Mapping
from http import HTTPMethod
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..runtime import request_fields
from .errors import HttpError, to_response
from .metrics import Metrics

# The largest body that is read, in bytes, where a module does not allow for more.
BODY_LIMIT = 64 * 1024
# A larger body is read to its end up to here: a connection that closes before may lose the answer.
DRAINED = 1024 * 1024
# Seconds that a client may take to send a body, or it would hold a connection for ever.
RECEIVE_TIMEOUT = 60
# What platforms ask all the time is logged only when it fails.
QUIET_ROUTES = {"/livez", "/readyz", "/metrics", "/openapi.json"}


class Observer:
    """Around every request: its id, the limits of its body, its time, and its line in the log.

    The URL is not logged, since it may hold texts of users.
    """

    def __init__(
        self, app: ASGIApp, *, logger: logging.Logger, metrics: Metrics, body_limits: Mapping[str, int]
    ) -> None:
        self._app = app
        self._logger = logger
        self._metrics = metrics
        self._body_limits = body_limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if scope["method"] == "HEAD":
            # Load balancers ask so whether a service is ready. The server leaves the body of the answer out.
            scope = {**scope, "method": "GET"}
        headers = Headers(scope=scope)
        request_id = headers.get("x-request-id", "")
        # The id that the caller gave, when it is short and plain enough for a log.
        if not re.fullmatch(r"[\w.-]{1,64}", request_id, re.ASCII):
            request_id = str(uuid4())
        request_fields.set({"requestId": request_id, **_trace(headers.get("traceparent", ""))})
        status = 0
        start = perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self._app(scope, await self._read(scope, headers, receive), answer)
        except HttpError as error:
            # The router has not seen the request, and the rest of the body may still come.
            routes = (route for route in scope["app"].routes if route.matches(scope)[0] is Match.FULL)
            scope["route"] = next(routes, None)
            response = to_response(error)
            response.headers["connection"] = "close"
            await response(scope, receive, answer)
        except Exception:
            self._logger.exception("request failed")
            if status == 0:
                failure = HttpError(500, "Something went wrong; see the log")
                await to_response(failure)(scope, receive, answer)
        finally:
            self._observe(scope, status, perf_counter() - start)

    def _observe(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        # A caller may invent methods; each would be a metric for ever.
        method = scope["method"] if scope["method"] in HTTPMethod.__members__ else "unknown"
        self._metrics.requests.labels(method, route, str(status)).observe(seconds)
        if route not in QUIET_ROUTES or status >= 500:
            fields = {"method": method, "route": route, "statusCode": status, "durationMs": round(seconds * 1000, 1)}
            self._logger.info("request completed", extra={"fields": fields})

    async def _read(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        """Reads the body within its limits, and returns what hands it on."""
        limit = self._body_limits.get(scope["path"], BODY_LIMIT)
        too_large = HttpError(413, f"The body is larger than {limit} bytes")
        length = headers.get("content-length", "")
        if length.isdecimal() and float(length) > max(limit, DRAINED):
            raise too_large
        body, received = bytearray(), 0
        try:
            async with asyncio.timeout(RECEIVE_TIMEOUT):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise HttpError(499, "The caller went away")
                    chunk = message.get("body", b"")
                    received += len(chunk)
                    if received <= limit:
                        body += chunk
                    elif received > DRAINED:
                        raise too_large
                    more = message.get("more_body", False)
        except TimeoutError:
            raise HttpError(408, "The body did not arrive in time") from None
        if received > limit:
            raise too_large
        media_type = headers.get("content-type", "").split(";")[0].strip().lower()
        if body and media_type != "application/json":
            raise HttpError(415, "The content type must be application/json")
        messages: list[Message] = [{"type": "http.request", "body": bytes(body)}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        return replay


def _trace(traceparent: str) -> Mapping[str, str]:
    """The trace that the caller names (W3C Trace Context), so that one leads to the other."""
    match = re.fullmatch(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}", traceparent)
    return {"trace_id": match[1], "parent_id": match[2]} if match else {}
