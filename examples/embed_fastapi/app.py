"""A bot in a FastAPI application: routes of your own in front of it, the chat page below a path.

    flowc build examples/kopi-pagi -o kopi.json
    uvicorn --factory examples.embed_fastapi.app:make_app

The application's own lifespan starts and stops the bot; it would hold several in the same way.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, HTTPException

from runtime import AsyncBot, Refused, record_json


@dataclass
class Pesan:
    id: str
    text: str


async def cek_pesanan(order_id: str) -> dict[str, str]:
    return {"status": "sedang disangrai"}


def make_app() -> FastAPI:
    bot = AsyncBot(os.environ.get("BOT", "kopi.json"), callables={"cek_pesanan": cek_pesanan})

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with bot:
            yield

    app = FastAPI(lifespan=lifespan)
    app.mount("/bantuan", bot)

    @app.post("/pelanggan/{customer}")
    async def write(customer: str, pesan: Pesan) -> list[str]:
        try:
            return [message.text for message in await bot.write(customer, pesan.text, id=pesan.id)]
        except Refused as refused:
            raise HTTPException(refused.status, refused.why) from refused

    @app.get("/serah-terima")
    async def handovers() -> list[Any]:  # Any: JSON, as schema/handover.schema.json has it
        return [record_json(record) for record in await bot.handovers("queued")]

    return app
