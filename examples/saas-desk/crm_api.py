"""Ruas' own systems, played by a small HTTP service: accounts, the state of products, bills, tickets, trials.

Run it beside the bot: `python examples/saas-desk/crm_api.py [--port 8200]`.

A browser's session is nobody's account, so each visitor is lent one of ACCOUNTS, always the same: a new
browser window is another kind of customer. `Ruas Gaji` has a problem. A bill answers by its last digit: 0 to
5 paid, 6 and 7 not yet, 8 declined, 9 not known yet. Some misbehave: INV-000404 unknown, INV-000500 error,
INV-000504 never answers.
"""

from __future__ import annotations

import argparse
import asyncio
import zlib
from datetime import UTC, datetime, timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NEVER_S = 60.0  # longer than anybody waits
PROBLEM_SINCE = timedelta(minutes=40)
BILLS = (*("lunas",) * 6, *("belum",) * 2, "ditolak", None)  # by the last digit
ACCOUNTS = (
    ("Sari Wulandari", "sari@toko.example", "coba", 3, "toko", "kasir", None),
    ("Bima Pratama", "bima@jasa.example", "dasar", 200, "jasa", "faktur", None),
    ("Nadia Siregar", "nadia@agensi.example", "bisnis", 400, "agensi", "faktur", "Laras"),
    ("Yosef Tanu", "yosef@kampus.example", "korporat", 900, "kampus", "gaji", "Laras"),
)
_tickets: dict[str, str] = {}  # by idempotency key: asking twice makes one ticket


async def account(request: Request) -> Response:
    """Whose account it is, and what kind of customer."""
    id_ = request.path_params["id"]
    name, email, plan, days, kind, product, manager = ACCOUNTS[zlib.crc32(id_.encode()) % len(ACCOUNTS)]
    return JSONResponse(
        {
            "contact": {"name": name, "email": email},
            "plan": {"name": plan, "days": days},
            "company": {"kind": kind},
            "product": product,
            "manager": manager,
        }
    )


async def status(request: Request) -> Response:
    """How a product is doing."""
    if request.path_params["product"] != "gaji":
        return JSONResponse({"state": "normal"})
    since = (datetime.now(UTC) - PROBLEM_SINCE).replace(second=0, microsecond=0)
    return JSONResponse({"state": "terganggu", "since": since.isoformat()})


async def bill(request: Request) -> Response:
    """Whether a bill is paid."""
    number = request.path_params["number"]
    match number:
        case "INV-000404":
            return Response(status_code=404)
        case "INV-000500":
            return JSONResponse({"error": "database is down"}, status_code=500)
        case "INV-000504":
            await asyncio.sleep(NEVER_S)
    due = (datetime.now(UTC) + timedelta(days=7)).date()
    digit = int(number[-1]) if number[-1:].isdigit() else 0
    return JSONResponse({"status": BILLS[digit], "amount": 350_000, "due": due.isoformat()})


async def ticket(request: Request) -> Response:
    """Make a ticket; the same idempotency key makes it once."""
    key = request.headers.get("idempotency-key", "")
    number = _tickets.setdefault(key, f"RUAS-{len(_tickets) + 1}")
    return JSONResponse({"number": number}, status_code=201)


async def trial(request: Request) -> Response:
    """Extend a trial by some days from today."""
    days = int((await request.json())["days"])
    until = (datetime.now(UTC) + timedelta(days=days)).date()
    return JSONResponse({"until": until.isoformat()})


app = Starlette(
    routes=[
        Route("/accounts/{id}", account),
        Route("/accounts/{id}/trial", trial, methods=["POST"]),
        Route("/status/{product}", status),
        Route("/bills/{number}", bill),
        Route("/tickets", ticket, methods=["POST"]),
    ]
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Ruas' systems, played by a small service.")
    parser.add_argument("--port", type=int, default=8200)
    port = parser.parse_args().port
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)


if __name__ == "__main__":
    main()
