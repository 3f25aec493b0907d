import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ..core import InvalidTextError, ModelUnavailableError

# Names that Python has renamed, or never had: 499 is the word of proxies for a caller that did not wait.
NAMES = {413: "Payload Too Large", 422: "Unprocessable Entity", 499: "Client Closed Request"}


class HttpError(Exception):
    """An answer other than success, for modules to raise. `retry_after` is in seconds."""

    def __init__(self, status: int, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


def to_response(error: HttpError) -> JSONResponse:
    name = NAMES.get(error.status) or HTTPStatus(error.status).phrase
    headers = None if error.retry_after is None else {"retry-after": str(error.retry_after)}
    content = {"statusCode": error.status, "error": name, "message": str(error)}
    return JSONResponse(content, error.status, headers)


def answer_errors(app: FastAPI, logger: logging.Logger) -> None:
    """Gives every error the form `{statusCode, error, message}`; the observer answers and logs unexpected ones."""

    async def answer(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, ModelUnavailableError):
            # The adapters raise it without the text.
            logger.error("request failed", extra={"fields": {"reason": str(error)}})
        return to_response(_to_http_error(request, error))

    app.add_exception_handler(HttpError, answer)
    app.add_exception_handler(InvalidTextError, answer)
    app.add_exception_handler(ModelUnavailableError, answer)
    app.add_exception_handler(RequestValidationError, answer)
    app.add_exception_handler(HTTPException, answer)


def _to_http_error(request: Request, error: Exception) -> HttpError:
    match error:
        case HttpError():
            return error
        case ModelUnavailableError():
            return HttpError(503, "The model cannot answer now, try again later", retry_after=5)
        case RequestValidationError():
            # The location and the rule only: the input may be a text of a user. A caller chooses names and numbers.
            problems = [("/".join(str(part)[:64] for part in item["loc"]), item["msg"]) for item in error.errors()[:5]]
            return HttpError(400, ", ".join(map(": ".join, problems)))
        case HTTPException(status_code=404 | 405):
            return HttpError(404, f"There is no {request.method} {request.url.path}")
        case HTTPException():
            return HttpError(error.status_code, error.detail)
    return HttpError(400, str(error))
