"""`POST /v1/drafts` and `GET /v1/model`: the AI core over HTTP."""

from dataclasses import asdict

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from ..core import Draft, DraftRefusedError, DraftService, ModelInfo, Tokens
from ..web import AnswerBody, HttpError, Module, RequestBody, Text, Tools, to_response


class DraftRequest(RequestBody):
    text: Text


class ModelBody(AnswerBody):
    name: str
    version: str


class ModelsBody(ModelBody):
    provider: str
    fallback: ModelInfo | None
    prompt_version: str


class DraftBody(AnswerBody):
    draft: str
    model: ModelBody
    prompt_version: str
    fallback: bool
    tokens: Tokens
    cost_usd: float
    calls: int


def drafts_module(service: DraftService) -> Module:
    async def refuse(_: Request, error: Exception) -> JSONResponse:
        return to_response(HttpError(422, str(error)))

    def register(app: FastAPI, tools: Tools) -> None:
        # Other modules ask for drafts, too.
        app.add_exception_handler(DraftRefusedError, refuse)

        @app.post("/v1/drafts", response_model=DraftBody)
        async def draft(request: Request, body: DraftRequest) -> Draft:
            return await tools.work(request, lambda: service.draft(body.text))

        @app.get("/v1/model", response_model=ModelsBody)
        async def model() -> dict[str, object]:
            options = service.options
            fallback = options.fallback and options.fallback.info
            return {**asdict(options.primary.info), "fallback": fallback, "prompt_version": options.prompt_version}

    return register
