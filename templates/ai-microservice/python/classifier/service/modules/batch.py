"""`POST /v1/classify/batch`: several texts in one request, all or nothing."""

from fastapi import FastAPI, Request
from pydantic import Field

from ..core import Classification, ClassificationService, InvalidTextError
from ..web import AnswerBody, ClassificationBody, Module, RequestBody, Text, Tools


class BatchRequest(RequestBody):
    # Few enough for the time-out of one request.
    texts: list[Text] = Field(min_length=1, max_length=32)


class BatchBody(AnswerBody):
    classifications: list[ClassificationBody]


def batch_module(service: ClassificationService) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        # Of as many texts as the schema allows, were each of their characters escaped in JSON.
        tools.body_limits["/v1/classify/batch"] = 1024 * 1024

        async def classify_all(texts: list[str]) -> list[Classification]:
            # One after the other, so that a batch takes the place of one request.
            results = []
            for index, text in enumerate(texts):
                try:
                    results.append(await tools.metrics.classify(service, text))
                except InvalidTextError as error:
                    raise InvalidTextError(f"texts/{index}: {error}") from error
            return results

        @app.post("/v1/classify/batch", response_model=BatchBody)
        async def classify_batch(request: Request, body: BatchRequest) -> dict[str, object]:
            return {"classifications": await tools.work(request, lambda: classify_all(body.texts))}

    return register
