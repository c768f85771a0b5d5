"""The shop's own systems, played by a small HTTP service: customers, orders and refunds, also when they fail.

Run it beside the bot: `python examples/toko-sejahtera/toko_api.py [--port 8200]`.

An order answers by its last digit: 0 processing, 1 to 5 sent, 6 late, 7 to 9 arrived. Some orders
misbehave, so that every failure can be seen: TK-000404 unknown, TK-000500 error, TK-000502 broken JSON,
TK-000408 slow (2 s, still in time), TK-000504 never answers.
"""

from __future__ import annotations

import argparse
import asyncio

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SLOW_S = 2.0  # less than the 3 s that the bot waits
NEVER_S = 60.0  # longer than anybody waits
STATUSES = ("diproses", *("dikirim",) * 5, "terlambat", *("sampai",) * 3)  # by the last digit
COURIERS = ("Kurir Cepat", "Paket Nusantara")
_refunds: dict[str, str] = {}  # by idempotency key: asking twice files one refund


async def customer(request: Request) -> Response:
    """Who is writing: nobody is known by a browser's session, so the shop has no record."""
    known = {"demo-platinum": {"name": "Sari Wulandari", "tier": "platinum"}}
    found = known.get(request.path_params["id"])
    return JSONResponse(found) if found else Response(status_code=404)


async def order(request: Request) -> Response:
    """The status of an order."""
    number = request.path_params["id"]
    match number:
        case "TK-000404":
            return Response(status_code=404)
        case "TK-000500":
            return JSONResponse({"error": "database is down"}, status_code=500)
        case "TK-000502":
            return Response("<html>oops", media_type="application/json")
        case "TK-000408":
            await asyncio.sleep(SLOW_S)
        case "TK-000504":
            await asyncio.sleep(NEVER_S)
    digit = int(number[-1]) if number[-1:].isdigit() else 0
    return JSONResponse(
        {
            "id": number,
            "status": STATUSES[digit],
            "total": 150_000 + 10_000 * digit,
            "courier": {"name": COURIERS[digit % len(COURIERS)]},
        }
    )


async def refund(request: Request) -> Response:
    """File a refund; the same idempotency key files it once."""
    body = await request.json()
    if body.get("order") == "TK-000500":
        return JSONResponse({"error": "payment system is down"}, status_code=500)
    key = request.headers.get("idempotency-key", "")
    number = _refunds.setdefault(key, f"RF-{1000 + len(_refunds) + 1}")
    return JSONResponse({"number": number}, status_code=201)


app = Starlette(
    routes=[
        Route("/customers/{id}", customer),
        Route("/orders/{id}", order),
        Route("/refunds", refund, methods=["POST"]),
    ]
)


def main() -> None:
    parser = argparse.ArgumentParser(description="The shop's systems, played by a small service.")
    parser.add_argument("--port", type=int, default=8200)
    port = parser.parse_args().port
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)


if __name__ == "__main__":
    main()
