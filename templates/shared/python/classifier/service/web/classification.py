from fastapi import FastAPI, Request

from ..core import Classification, ClassificationService, ModelInfo, Score
from .schemas import AnswerBody, RequestBody, Text
from .shell import Module, Tools


class TextRequest(RequestBody):
    text: Text


class ModelBody(AnswerBody):
    name: str
    version: str


class ClassificationBody(AnswerBody):
    label: str
    confidence: float
    needs_review: bool
    scores: list[Score]
    model: ModelBody


def classification_module(service: ClassificationService) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        @app.post("/v1/classify", response_model=ClassificationBody)
        async def classify(request: Request, body: TextRequest) -> Classification:
            return await tools.work(request, lambda: tools.metrics.classify(service, body.text))

        @app.get("/v1/model")
        async def model() -> ModelInfo:
            return service.model

    return register
