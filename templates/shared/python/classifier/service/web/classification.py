"""The API of the AI core: `POST /v1/classify` and `GET /v1/model`."""

from fastapi import FastAPI, Request
from pydantic import Field

from ..core import MAX_TEXT_LENGTH, Classification, Classifies, ModelInfo
from .schemas import AnswerBody, RequestBody
from .shell import Module, Tools


class ClassifyRequest(RequestBody):
    text: str = Field(min_length=1, max_length=MAX_TEXT_LENGTH)


class ScoreBody(AnswerBody):
    label: str
    score: float


class ModelBody(AnswerBody):
    name: str
    version: str


class ModelInfoBody(ModelBody):
    labels: list[str]


class ClassificationBody(AnswerBody):
    label: str
    confidence: float
    needs_review: bool
    scores: list[ScoreBody]
    model: ModelBody


def classification_module(service: Classifies) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        @app.post("/v1/classify", response_model=ClassificationBody)
        async def classify(request: Request, body: ClassifyRequest) -> Classification:
            return await tools.work(request, lambda: tools.metrics.measure(lambda: service.classify(body.text)))

        @app.get("/v1/model", response_model=ModelInfoBody)
        async def model() -> ModelInfo:
            return service.model

    return register
