"""Gives every error the form `{statusCode, error, message}`."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ..core import ClassifierUnavailableError, InvalidTextError


class HttpError(Exception):
    """An answer other than success, for modules to raise. `retry_after` is in seconds."""

    def __init__(self, status: int, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


def to_response(error: HttpError) -> JSONResponse:
    """The answer to the caller."""
    # 499 is the word of proxies for a caller that did not wait; it is seen in logs and metrics only.
    name = "Client Closed Request" if error.status == 499 else HTTPStatus(error.status).phrase
    headers = None if error.retry_after is None else {"retry-after": str(error.retry_after)}
    content = {"statusCode": error.status, "error": name, "message": str(error)}
    return JSONResponse(content, error.status, headers)


def answer_errors(app: FastAPI) -> None:
    """Adds the answers to what handlers raise. What nobody expects is left to the observer, which logs it."""

    @app.exception_handler(HttpError)
    async def http_error(_: Request, error: HttpError) -> JSONResponse:
        return to_response(error)

    @app.exception_handler(InvalidTextError)
    async def invalid_text(_: Request, error: InvalidTextError) -> JSONResponse:
        return to_response(HttpError(400, str(error)))

    @app.exception_handler(ClassifierUnavailableError)
    async def unavailable(_: Request, __: ClassifierUnavailableError) -> JSONResponse:
        return to_response(HttpError(503, "The model cannot answer now, try again later", retry_after=5))

    @app.exception_handler(RequestValidationError)
    async def invalid_request(_: Request, error: RequestValidationError) -> JSONResponse:
        # The location and the rule only: the input may be a text of a user.
        problems = [f"{'/'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        return to_response(HttpError(400, ", ".join(problems)))

    @app.exception_handler(HTTPException)
    async def not_found(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code in (404, 405):
            return to_response(HttpError(404, f"There is no {request.method} {request.url.path}"))
        return to_response(HttpError(error.status_code, error.detail))
