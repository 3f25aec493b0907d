"""The API of the module: tickets come in, are found again, and are listed."""

from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from ...core import MAX_TEXT_LENGTH, Classifies
from ...web import AnswerBody, HttpError, Module, RequestBody, Tools
from .domain import Priority, Ticket, TicketNotFoundError, TicketService

Name = Annotated[str, Field(min_length=1, max_length=64)]


class TicketRequest(RequestBody):
    text: str = Field(min_length=1, max_length=MAX_TEXT_LENGTH)


class TicketQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    queue: Name | None = None
    limit: int = Field(default=20, ge=1, le=100)
    cursor: Name | None = None


class ModelBody(AnswerBody):
    name: str
    version: str


class ClassificationBody(AnswerBody):
    label: str
    confidence: float
    model: ModelBody


class TicketBody(AnswerBody):
    id: str
    text: str
    label: str
    queue: str
    priority: Priority
    needs_review: bool
    classification: ClassificationBody
    created_at: datetime


class TicketPageBody(AnswerBody):
    items: list[TicketBody]
    next_cursor: str | None


def tickets_module(tickets: TicketService, classifier: Classifies) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        @app.post("/v1/tickets", status_code=201, response_model=TicketBody)
        async def submit(request: Request, response: Response, body: TicketRequest) -> Ticket:
            measured = lambda: tools.metrics.measure(lambda: classifier.classify(body.text))  # noqa: E731
            ticket = await tools.work(request, lambda: tickets.submit(body.text, measured))
            response.headers["location"] = f"/v1/tickets/{ticket.id}"
            return ticket

        @app.get("/v1/tickets/{id}", response_model=TicketBody)
        async def get(ticket_id: Annotated[Name, Path(alias="id")]) -> Ticket:
            try:
                return await tickets.get(ticket_id)
            except TicketNotFoundError as error:
                raise HttpError(404, str(error)) from error

        @app.get("/v1/tickets", response_model=TicketPageBody, response_model_exclude_none=True)
        async def list_tickets(query: Annotated[TicketQuery, Query()]) -> dict[str, object]:
            items, cursor = await tickets.page(queue=query.queue, limit=query.limit, after=query.cursor)
            return {"items": items, "next_cursor": cursor}

    return register
