from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import Field

from ...web import AnswerBody, HttpError, Module, RequestBody, RequestFields, Tools
from .domain import Feedback, FeedbackService, UnknownLabelError, UnknownTicketError

Name = Annotated[str, Field(min_length=1, max_length=64)]


class FeedbackRequest(RequestBody):
    ticket_id: Name
    label: Name


class FeedbackBody(AnswerBody):
    ticket_id: str
    label: str
    predicted: str
    model_version: str
    at: datetime


class ReportQuery(RequestFields):
    # FastAPI reads the fields of a query by their names, not by their aliases.
    modelVersion: Name | None = None


def feedback_module(feedback: FeedbackService) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        text = "Labels that people have judged, by the label of the model and whether it was right"
        given = tools.metrics.counter("feedback_total", text, "predicted", "confirmed")

        @app.post("/v1/feedback", status_code=201, response_model=FeedbackBody)
        async def give(body: FeedbackRequest) -> Feedback:
            try:
                said = await feedback.give(body.ticket_id, body.label)
            except UnknownLabelError as error:
                raise HttpError(400, str(error)) from error
            except UnknownTicketError as error:
                raise HttpError(404, str(error)) from error
            given.labels(said.predicted, str(said.is_confirmed).lower()).inc()
            return said

        @app.get("/v1/feedback/report")
        async def report(query: Annotated[ReportQuery, Query()]) -> dict[str, object]:
            return await feedback.report(query.modelVersion)

    return register
