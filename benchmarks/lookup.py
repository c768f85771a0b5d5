"""Looking a row up: the cost of a decision, how it grows with the rows, and what preparing a table takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import cycle

from benchmarks.goal import Figure
from benchmarks.measure import Taken, Work, measure
from benchmarks.tables import ENGINES, Ask, Case, Inputs, Prepare, made

SIZES = (10, 100, 1_000, 10_000)
ROUNDS = 9
BUILDS = 3
MOST_IN_CHAIN = 1_000  # rows; Python takes minutes to compile more
MOST_IN_LOOP = 1_000  # rows; beyond it a question takes a tenth of a second
GROWTH = 0.25  # exponent of the cost from the smallest to the largest table
CHAIN = 5  # times a generated chain of `if`, at the smallest size
ZEN_SHARE = 0.2  # of zen-engine's cost, at the largest size

_Costs = dict[tuple[str, int], Taken]


def figures() -> Iterator[Figure]:
    hits: _Costs = {}
    last: _Costs = {}
    builds: _Costs = {}
    for size in SIZES:
        case = made(size)
        names = [name for name in ENGINES if size <= _most(name)]
        asks: dict[str, Ask] = {}
        for name in names:
            try:
                asks[name] = checked(name, case)
            except ImportError:
                yield Figure("tables: without zen-engine, `pip install zen-engine` first", 0, "")
        taken = measure(dict(_works(asks, case)), ROUNDS)
        for name in asks:
            hits[name, size], last[name, size] = taken[f"{name} hit"], taken[f"{name} last"]
        makers = {name: partial(_make, ENGINES[name](case), name, case) for name in asks}
        built = measure(makers, BUILDS)
        for name in asks:
            builds[name, size] = built[name]
            yield Figure(
                f"{size:,} rows: {name}",
                hits[name, size].us,
                "µs",
                beside=f"last row {last[name, size].us:.2f} µs, made in {built[name].us / 1000:.2f} ms",
            )
    yield from _promises(hits, last, builds)


def _most(name: str) -> int:
    return {"if chain": MOST_IN_CHAIN, "loop": MOST_IN_LOOP}.get(name, SIZES[-1])


def _promises(hits: _Costs, last: _Costs, builds: _Costs) -> Iterator[Figure]:
    least, most = SIZES[0], SIZES[-1]
    yield Figure("growth of a hit, exponent", _growth([hits["ours", size] for size in SIZES]), "", GROWTH)
    yield Figure(
        "growth of the last row, exponent", _growth([last["ours", size] for size in SIZES]), "", GROWTH
    )
    chain = hits["if chain", least]
    yield Figure("10 rows: look-up beside a chain of `if`", hits["index", least].times(chain), "×", CHAIN)
    yield Figure("10 rows: decision beside it, times", hits["ours", least].times(chain), "")
    if ("zen", most) not in hits:
        return
    for what, costs, goal in (("hit", hits, ZEN_SHARE), ("last row", last, ZEN_SHARE), ("making", builds, 1)):
        ratio = costs["ours", most].times(costs["zen", most])
        yield Figure(f"10,000 rows: {what} beside zen-engine", ratio, "×", goal)


def _growth(costs: Sequence[Taken]) -> float:
    return math.log(costs[-1].us / costs[0].us) / math.log(SIZES[-1] / SIZES[0])


def scope_of(name: str, inputs: Inputs) -> Inputs:
    """Return what an engine is asked; zen-engine has no exact numbers."""
    if name == "zen":
        return inputs
    return {key: Decimal(value) if isinstance(value, int) else value for key, value in inputs.items()}


def checked(name: str, case: Case) -> Ask:
    ask = ENGINES[name](case)()
    for inputs, row in (*case.hits, *case.others):
        assert ask(scope_of(name, inputs)) == f"d{row}", (name, inputs, row)
    return ask


def _works(asks: dict[str, Ask], case: Case) -> Iterator[tuple[str, Work]]:
    for name, ask in asks.items():
        for what, questions in (("hit", case.hits), ("last", case.others)):
            scopes = cycle([scope_of(name, inputs) for inputs, _ in questions])
            yield f"{name} {what}", partial(_next, ask, scopes)


def _next(ask: Ask, scopes: Iterator[Inputs]) -> object:
    return ask(next(scopes))


def _make(prepare: Prepare, name: str, case: Case) -> object:
    return prepare()(scope_of(name, case.hits[0][0]))  # an engine may put its work off until it is asked
