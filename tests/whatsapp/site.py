"""The example shop as operators run it: `flowc serve` as a process, with all around it on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.browser.shop import ROOT, SECRET, SHOP, TOKEN, listen, load, running, url_of
from tests.whatsapp.stub.cloud import Cloud, Sent
from tests.whatsapp.stub.customer import Customer
from tests.whatsapp.stub.refusals import Json
from tests.whatsapp.stub.webhooks import Webhooks

NUMBER_ID = "106540352242922"
VERIFY_TOKEN = "a-verify-token-of-tests"
LONGEST_S = 20.0  # nothing here takes a second when the machine is free
STOP_S = 12.0  # the server finishes what it sends, 10 s at most
TOML = """
[server]
operator_token = "${FLOWC_OPERATOR_TOKEN}"

[store]
path = "%(store)s"

[destinations.toko]
url = "%(systems)s"
allow = ["loopback"]

[channels.whatsapp]
phone_number_id = "%(number)s"
token = "${WHATSAPP_TOKEN}"
app_secrets = ["${WHATSAPP_APP_SECRET}"]
verify_token = "${WHATSAPP_VERIFY_TOKEN}"
api = "%(vendor)s"
allow = ["loopback"]

[desks.default]
url = "%(desk)s/webhook"
secrets = ["${FLOWC_DESK_SECRET}"]
allow = ["loopback"]
assigns = true
"""


@dataclass(frozen=True, slots=True)
class Site:
    """The shop's server and its two sides: the customers' (`cloud`, `webhooks`), the agents' (`desk`)."""

    url: str
    folder: Path
    cloud: Cloud
    webhooks: Webhooks
    desk: httpx.Client

    def got(self, customer: Customer, count: int) -> list[Sent]:
        """Return what a customer got, as soon as it is so many messages."""

        def to(sent: list[Sent]) -> list[Sent]:
            return [one for one in sent if one.to in (customer.user_id, customer.number)]

        return to(self.cloud.until(lambda sent: len(to(sent)) >= count, LONGEST_S))

    def handover(self, customer: Customer, met: Callable[[Json], bool] = bool) -> Json:
        """Return a customer's handover as the desk has it, as soon as it meets a condition."""
        deadline = time.monotonic() + LONGEST_S
        while True:
            listed = self.desk.get("/api/handovers").json()["handovers"]
            for one in listed:
                if one["record"]["customer"]["name"] == customer.name and met(one):
                    found: Json = one
                    return found
            assert time.monotonic() < deadline, listed
            time.sleep(0.05)

    def act(self, handover: Json, act: str, text: str = "") -> None:
        """Let an agent do something at the desk."""
        asked = {"agent": "Ani", "text": text}
        answer = self.desk.post(f"/api/handovers/{handover['id']}/{act}", json=asked)
        assert answer.status_code == 200, answer.text

    def outbox(self, *states: str) -> list[Json]:
        """Return what the server has sent or has to, in these states."""
        query = "&".join(f"state={state}" for state in states)
        headers = {"authorization": f"Bearer {TOKEN}"}
        found: list[Json] = httpx.get(f"{self.url}/outbox?{query}", headers=headers).json()["outbox"]
        return found

    def stored(self) -> bytes:
        """Return the bytes of the store, also those that are still in its log."""
        files = sorted(self.folder.glob("shop.db*"))
        assert files
        return b"".join(file.read_bytes() for file in files)


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    """Serve everything until the block is left; then the server must end by itself, without a complaint."""
    cloud = Cloud("a-token-of-tests", NUMBER_ID)
    stub = load(ROOT / "examples" / "desk-stub" / "desk.py")
    with ExitStack() as stack:
        systems, desk, vendor = (stack.enter_context(listen()) for _ in range(3))
        addresses = {"systems": url_of(systems), "desk": url_of(desk), "vendor": url_of(vendor)}
        config = folder / "flowc.toml"
        config.write_text(TOML % {**addresses, "store": folder / "shop.db", "number": NUMBER_ID})
        stack.enter_context(running(load(SHOP / "toko_api.py").app, systems))
        stack.enter_context(running(cloud.app(), vendor))
        url = stack.enter_context(_serving(config))
        stack.enter_context(running(stub.Desk(url, SECRET).app(), desk))
        agents = stack.enter_context(httpx.Client(base_url=url_of(desk), trust_env=False))
        webhooks = Webhooks(cloud, f"{url}/channels/whatsapp", "an-app-secret-of-tests")
        stack.callback(webhooks.close)
        yield Site(url, folder, cloud, webhooks, agents)


@contextmanager
def _serving(config: Path) -> Iterator[str]:
    """Run `flowc serve` on a free port; gives its address."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FLOWC_OPERATOR_TOKEN": TOKEN,
        "FLOWC_DESK_SECRET": SECRET,
        "WHATSAPP_TOKEN": "a-token-of-tests",
        "WHATSAPP_APP_SECRET": "an-app-secret-of-tests",
        "WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
    }
    command = [sys.executable, "-u", "-m", "flowc.cli.main", "serve", str(SHOP), "--port", "0"]
    errors = config.with_name("errors.txt")
    with errors.open("wb") as log:
        process = subprocess.Popen(
            [*command, "--config", str(config)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        address = None
        while address is None:
            line = process.stdout.readline()
            assert line, errors.read_text()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
        yield address[0]
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=STOP_S)
        assert (process.returncode, errors.read_text()) == (0, ""), rest
    finally:
        process.kill()
        process.communicate()
