from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import Field

from ...core import ClassificationService
from ...web import AnswerBody, HttpError, ModelBody, Module, RequestFields, TextRequest, Tools
from .domain import Priority, Ticket, TicketService

Name = Annotated[str, Field(min_length=1, max_length=64)]


class TicketQuery(RequestFields):
    queue: Name | None = None
    limit: int = Field(default=20, ge=1, le=100)
    cursor: Name | None = None


class TicketClassificationBody(AnswerBody):
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
    classification: TicketClassificationBody
    created_at: datetime


class TicketPageBody(AnswerBody):
    items: list[TicketBody]
    next_cursor: str | None


def tickets_module(tickets: TicketService, classifier: ClassificationService) -> Module:
    def register(app: FastAPI, tools: Tools) -> None:
        @app.post("/v1/tickets", status_code=201, response_model=TicketBody)
        async def submit(request: Request, response: Response, body: TextRequest) -> Ticket:
            classification = await tools.work(request, lambda: tools.metrics.classify(classifier, body.text))
            ticket = await tickets.submit(body.text, classification)
            response.headers["location"] = f"/v1/tickets/{ticket.id}"
            return ticket

        @app.get("/v1/tickets/{id}", response_model=TicketBody)
        async def get(ticket_id: Annotated[Name, Path(alias="id")]) -> Ticket:
            if ticket := await tickets.find(ticket_id):
                return ticket
            raise HttpError(404, f"There is no ticket {ticket_id}")

        @app.get("/v1/tickets", response_model=TicketPageBody, response_model_exclude_none=True)
        async def list_tickets(query: Annotated[TicketQuery, Query()]) -> dict[str, object]:
            items, cursor = await tickets.page(queue=query.queue, limit=query.limit, after=query.cursor)
            return {"items": items, "next_cursor": cursor}

    return register
