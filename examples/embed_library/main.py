"""A bot as a library: a conversation in the terminal, up to the handover record.

flowc build examples/kopi-pagi -o kopi.json
python -m examples.embed_library.main kopi.json
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator

from runtime import AsyncBot, record_json


async def cek_pesanan(order_id: str) -> dict[str, str]:
    """Your own action; the bot's files call it by its name."""
    return {"status": "sedang disangrai"}


async def main(artifact: str) -> None:
    async with AsyncBot(artifact, callables={"cek_pesanan": cek_pesanan}) as bot:
        async for text in lines():
            for message in await bot.write("sari", text):
                print(f"{bot.name}: {message.text}", flush=True)
        for record in await bot.handovers("queued"):
            print(json.dumps(record_json(record), ensure_ascii=False, indent=2))


async def lines() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield line.strip()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "kopi.json"))
