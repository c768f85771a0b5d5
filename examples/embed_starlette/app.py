"""A bot below a path of a Starlette application, with its chat page, and a desk in the same program.

    flowc build examples/kopi-pagi -o kopi.json
    uvicorn --factory examples.embed_starlette.app:make_app

Then http://127.0.0.1:8000/bantuan/ is the chat, and http://127.0.0.1:8000/meja what waits for people.
"""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from runtime import AsyncBot, DeskEffect, Record, SendHandover, mount, record_json


class Meja:
    """Where people take conversations over; yours would write into the system that they work with."""

    def __init__(self) -> None:
        self.waiting: dict[str, Record] = {}

    async def tell(self, told: DeskEffect) -> None:
        if isinstance(told, SendHandover):
            self.waiting[told.record.id] = told.record  # told twice is told once


def cek_pesanan(order_id: str) -> dict[str, str]:
    return {"status": "sedang disangrai"}


def make_app() -> ASGIApp:
    meja = Meja()

    async def waiting(request: Request) -> Response:
        return JSONResponse([record_json(record) for record in meja.waiting.values()])

    async def accept(request: Request) -> Response:
        told = {"type": "accepted", "handover": request.path_params["id"], "agent": {"name": "Ani"}}
        return JSONResponse({"accepted": await bot.desk_event(told)})

    bot = AsyncBot(os.environ.get("BOT", "kopi.json"), callables={"cek_pesanan": cek_pesanan}, desk=meja)
    routes = [Route("/meja", waiting), Route("/meja/{id}/terima", accept, methods=["POST"])]
    return mount(Starlette(routes=routes), "/bantuan", bot)
