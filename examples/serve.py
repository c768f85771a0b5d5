"""`make serve`: an example with everything around it, on this machine only.

`python -m examples.serve [toko-sejahtera|saas-desk]` starts three processes and stops them together: the
systems of the firm (8200), a stand-in desk for the agents (8100) and the bot (8000). The secrets between them
are made anew each time and live in the environment.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
START_S = 20.0  # a slow machine still starts a small server in this time
SYSTEMS = {
    "toko-sejahtera": "toko_api.py",
    "saas-desk": "crm_api.py",
}  # by example: what plays its firm's systems
STOP_S = 12.0  # the bot finishes what it sends, 10 s at most


def secret() -> str:
    """Return a new signing secret in the form of Standard Webhooks."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def main() -> int:
    """Run until interrupted; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m examples.serve", description="Serve an example.")
    parser.add_argument("example", nargs="?", choices=sorted(SYSTEMS), default="toko-sejahtera")
    example = parser.parse_args().example
    environment = {
        **os.environ,
        "FLOWC_OPERATOR_TOKEN": os.environ.get("FLOWC_OPERATOR_TOKEN") or secrets.token_urlsafe(24),
        "FLOWC_JSON_SECRET": os.environ.get("FLOWC_JSON_SECRET") or secret(),
        "FLOWC_DESK_SECRET": os.environ.get("FLOWC_DESK_SECRET") or secret(),
    }
    for port in (8000, 8100, 8200):
        if _listens(port):
            print(f"Port {port} is in use already; stop what uses it and try again.", file=sys.stderr)
            return 2
    (ROOT / ".flowc").mkdir(exist_ok=True)
    python, bot = sys.executable, f"examples/{example}"
    beside = [
        _start([python, f"{bot}/{SYSTEMS[example]}", "--port", "8200"], environment),
        _start([python, "examples/desk-stub/desk.py", "--port", "8100"], environment),
    ]
    try:
        for port in (8100, 8200):
            _wait_for(port)
        print("Desk for the agents (terima, balas, selesai): http://127.0.0.1:8100/")
        print(f"Operator token for /handovers: {environment['FLOWC_OPERATOR_TOKEN']}", flush=True)
        server = _start(
            [python, "-m", "flowc.cli.main", "serve", bot, "--config", f"{bot}/flowc.toml"], environment
        )
        beside.append(server)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(beside)


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603  our own programs, no shell


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_S
    while not _listens(port):
        if time.monotonic() > deadline:
            raise SystemExit(f"nothing listens on port {port} after {START_S:g} s")
        time.sleep(0.05)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main())
