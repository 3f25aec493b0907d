from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Path, Request, Response
from pydantic import Field

from ...web import AnswerBody, HttpError, Module, RequestBody, Text, Tools
from .domain import Ticket, TicketService

TicketId = Annotated[str, Field(min_length=1, max_length=64), Path(alias="id")]


class TicketRequest(RequestBody):
    text: Text


class TicketBody(AnswerBody):
    id: str
    text: str
    draft: str | None
    created_at: datetime


def tickets_module(tickets: TicketService) -> Module:
    async def find(ticket_id: str) -> Ticket:
        if ticket := await tickets.find(ticket_id):
            return ticket
        raise HttpError(404, f"There is no ticket {ticket_id}")

    def register(app: FastAPI, tools: Tools) -> None:
        @app.post("/v1/tickets", status_code=201, response_model=TicketBody)
        async def submit(response: Response, body: TicketRequest) -> Ticket:
            ticket = await tickets.submit(body.text)
            response.headers["location"] = f"/v1/tickets/{ticket.id}"
            return ticket

        @app.get("/v1/tickets/{id}", response_model=TicketBody)
        async def get(ticket_id: TicketId) -> Ticket:
            return await find(ticket_id)

        @app.post("/v1/tickets/{id}/draft", response_model=TicketBody)
        async def draft(request: Request, ticket_id: TicketId) -> Ticket:
            ticket = await find(ticket_id)
            return await tools.work(request, lambda: tickets.draft(ticket))

    return register
