"""A process of its own that works on a store: `python one_worker.py <store> <where> <name> <mode>`.

`work`: claim and commit until told to stop (a line on standard input), and print nothing.
`hold`: claim once, say so, wait for a line, commit, and print what the store said.
Every commit puts `<worker>:<arrival>` into the thread's state.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import threading
from datetime import UTC, datetime, timedelta

from runtime.stores.base import Store
from runtime.stores.rows import Claim, Commit, OutboxRow

LEASE = timedelta(seconds=30)


def turn(claim: Claim, worker: str) -> Commit:
    seen = [*json.loads(claim.state or b"[]"), claim.arrival.id]
    return Commit(
        state=json.dumps(seen).encode(),
        artifact="one",
        turn=claim.turn + 1,
        epoch=0,
        event=claim.arrival.payload,
        digest=worker,
        trace=b"",
        outbox=(OutboxRow(f"{claim.arrival.thread}~{len(seen)}", claim.arrival.thread, "message", b"re"),),
    )


async def _work(store: Store, worker: str) -> None:
    stop = threading.Event()

    def listen() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    while True:
        now = datetime.now(UTC)
        claim = await store.claim_turn(worker, now, LEASE)
        if claim is not None:
            await store.commit_turn(claim, turn(claim, worker), now)
        elif stop.is_set():
            return
        else:
            await asyncio.sleep(0.001)


async def _hold(store: Store, worker: str) -> None:
    claim = await store.claim_turn(worker, datetime.now(UTC), LEASE)
    assert claim is not None
    print("claimed", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print(await store.commit_turn(claim, turn(claim, worker), datetime.now(UTC)), flush=True)


async def main(kind: str, where: str, worker: str, mode: str) -> None:
    module, _, name = kind.partition(":")
    store: Store = getattr(importlib.import_module(module), name)(where)
    await store.open()
    await (_hold if mode == "hold" else _work)(store, worker)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
