"""Figures for Prometheus, in its text format 0.0.4 (prometheus.io, "Exposition formats").

Law: a label is one of a few words of ours or of the bot's; never anything that a customer brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from runtime.shell.figures import HELD, ROWS, WAITING
from runtime.shell.host import Host
from runtime.shell.tally import TURN_S
from runtime.stores.rows import OutboxEntry

TYPE = "text/plain; version=0.0.4; charset=utf-8"
REASONS = {
    400: "malformed", 401: "unsigned", 403: "forbidden", 404: "unknown", 405: "method", 408: "too_slow",
    409: "ended", 413: "too_large", 415: "wrong_type", 422: "unfit", 429: "too_fast", 500: "internal",
    503: "busy",
}  # fmt: skip
OPEN_SENDS = ("waiting", "dead", "unknown")
Labels = Mapping[str, str]


async def metrics(host: Host, version: str) -> str:
    """Return all figures: what this process did since it began, and what is in the store now.

    Raises:
        StoreError: the store cannot be read.
    """
    now, tally = host.clock.now(), host.tally
    counts = await host.store.counts()
    rows = await host.store.handovers((*WAITING, *HELD), ROWS)
    handovers = Counter((row.division, row.state) for row in rows)
    oldest = {state: await host.store.outbox((state,), 1) for state in OPEN_SENDS}
    sends = {"waiting": counts.sends, "dead": counts.dead, "unknown": counts.unknown}
    newest = host.programs.newest.program
    bot = newest.artifact.bot
    build = {"version": version, "bot": bot.name, "bot_version": bot.version, "artifact": newest.name}
    refused: Counter[str] = Counter()
    for status, many in tally.refused.items():
        refused[REASONS.get(status, "other")] += many
    page = _Page()
    page.add("build_info", "gauge", "What is served.", [(build, 1)])
    page.add("accepted_total", "counter", "Messages and events kept.", _by("source", tally.accepted))
    page.add("duplicates_total", "counter", "Those that had come before.", _by("source", tally.duplicates))
    page.add("refused_total", "counter", "Requests that were not taken.", _by("reason", refused))
    page.histogram("turn_seconds", "Turns, until they are kept.", tally.turns, tally.turn_seconds)
    tried = [({"kind": kind, "fate": fate}, many) for (kind, fate), many in sorted(tally.sends.items())]
    page.add("sends_total", "counter", "Attempts to send, by how they ended.", tried)
    page.add(
        "internal_errors_total", "counter", "Faults of ours; should be 0.", _by("place", host.faults.places)
    )
    page.add("circuits_open", "gauge", "Hosts that are down and left alone.", [({}, host.circuits_open)])
    page.add("threads", "gauge", "Customers known.", [({}, counts.threads)])
    page.add(
        "arrivals_waiting", "gauge", "Messages and events that wait for a turn.", [({}, counts.arrivals)]
    )
    age = _age(counts.oldest_waiting, now)
    page.add("arrivals_oldest_seconds", "gauge", "How long the first of them has waited.", [({}, age)])
    page.add("quarantined", "gauge", "Arrivals that no turn could handle.", [({}, counts.quarantined)])
    page.add("outbox", "gauge", "Sends that have not ended well.", _by("state", sends))
    page.add(
        "outbox_oldest_seconds",
        "gauge",
        "How long ago the first of them was committed.",
        [({"state": state}, _age(_created(found), now)) for state, found in oldest.items()],
    )
    page.add("timers", "gauge", "Timers that are set.", [({}, counts.timers)])
    late = _age(counts.next_timer, now)
    page.add("timers_late_seconds", "gauge", "How late the first timer is; 0 when none is.", [({}, late)])
    held = [
        ({"division": division, "state": state}, many)
        for (division, state), many in sorted(handovers.items())
    ]
    page.add("handovers", "gauge", f"Handovers that have not ended, of the newest {ROWS}.", held)
    return str(page)


class _Page:
    def __init__(self) -> None:
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join([*self._lines, ""])

    def add(self, name: str, kind: str, what: str, samples: Iterable[tuple[Labels, float]]) -> None:
        self._head(name, kind, what)
        self._lines += [f"flowc_{name}{_labels(labels)} {value:.15g}" for labels, value in samples]

    def histogram(self, name: str, what: str, counts: list[int], total: float) -> None:
        self._head(name, "histogram", what)
        passed = 0
        for bound, many in zip((*map(str, TURN_S), "+Inf"), counts, strict=True):
            passed += many
            self._lines.append(f'flowc_{name}_bucket{{le="{bound}"}} {passed}')
        self._lines += [f"flowc_{name}_sum {total:.15g}", f"flowc_{name}_count {passed}"]

    def _head(self, name: str, kind: str, what: str) -> None:
        self._lines += [f"# HELP flowc_{name} {what}", f"# TYPE flowc_{name} {kind}"]


def _by(label: str, counts: Mapping[str, int]) -> list[tuple[Labels, float]]:
    return [({label: word}, many) for word, many in sorted(counts.items())]


def _labels(labels: Labels) -> str:
    written = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{written}}}" if written else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _created(found: tuple[OutboxEntry, ...]) -> datetime | None:
    return found[0].created if found else None


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
