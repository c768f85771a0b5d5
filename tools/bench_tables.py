"""What looking a row up costs in tables of 10 to 10,000 rows: `python -m tools.bench_tables`.

Against a loop over the rows and a generated chain of `if`, and against zen-engine where it is installed
(`pip install zen-engine`; nothing else of the project needs it). Every column alone is weak: a value fits a
quarter of its cells, so that only all columns together find the row. The best of several rounds counts, which
other work on the machine disturbs least. Ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import importlib.util
import math
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from runtime.artifact import tree
from runtime.artifact.model import Column, Place, Row, Table
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value
from runtime.routing.index import Index
from runtime.routing.table import decide, prepared

SIZES = (10, 100, 1_000, 10_000)
ROUNDS = 5
GROWTH = 0.25  # exponent of the cost from the smallest to the largest table
CHAIN = 5  # times a generated chain of `if`, at the smallest size
MOST_IN_CHAIN = 1_000  # rows; Python takes minutes to compile more
ZEN_SHARE = 0.2  # of zen-engine's cost, at the largest size
_COLUMNS = ("topic", "tier", "locale", "score", "age", "plan")
_WORDS = {
    "topic": [f"topic{number}" for number in range(12)],
    "tier": [f"tier{number}" for number in range(6)],
    "locale": [f"locale{number}" for number in range(5)],
    "plan": [f"plan{number}" for number in range(9)],
}
_SHARE_OF_ANY = 0.1  # of cells that are `-`
_QUESTIONS = 40
_SEED = 7

Cell = tuple[str, ...] | tuple[int, int] | None  # words, a range `[low..high)`, anything
Inputs = dict[str, Any]  # Any: words and numbers, as another engine wants them too


@dataclass(frozen=True, slots=True)
class Case:
    """A table as plain cells, the last row holds for everything; inputs with the row that they hit."""

    cells: list[tuple[Cell, ...]]
    hits: list[tuple[Inputs, int]]
    others: list[tuple[Inputs, int]]


def made(size: int) -> Case:
    chance = random.Random(_SEED)  # noqa: S311  # a table for measuring
    cells = [tuple(_cell(chance, column) for column in _COLUMNS) for _ in range(size - 1)]
    cells.append((None,) * len(_COLUMNS))
    hits: list[tuple[Inputs, int]] = []
    others: list[tuple[Inputs, int]] = []
    for _ in range(_QUESTIONS):
        row = chance.choice(cells)
        inputs = {name: _value(chance, name, cell) for name, cell in zip(_COLUMNS, row, strict=True)}
        hits.append((inputs, _first(cells, inputs)))
    while len(others) < _QUESTIONS:
        inputs = {name: _value(chance, name, None) for name in _COLUMNS}
        if _first(cells, inputs) == len(cells) - 1:
            others.append((inputs, len(cells) - 1))
    return Case(cells, hits, others)


def _cell(chance: random.Random, column: str) -> Cell:
    if chance.random() < _SHARE_OF_ANY:
        return None
    if column in _WORDS:
        return tuple(chance.sample(_WORDS[column], chance.randint(1, 2)))
    low = chance.randrange(0, 100, 2)
    return low, low + chance.choice((10, 20, 30))


def _value(chance: random.Random, column: str, cell: Cell) -> object:
    if cell is None:
        return chance.choice(_WORDS[column]) if column in _WORDS else chance.randrange(100)
    return chance.choice(cell) if column in _WORDS else cell[0]


def _first(cells: Sequence[tuple[Cell, ...]], inputs: Inputs) -> int:
    for number, row in enumerate(cells):
        if all(_in(cell, inputs[name]) for name, cell in zip(_COLUMNS, row, strict=True)):
            return number
    raise AssertionError("the last row holds for everything")


def _in(cell: Cell, value: Any) -> bool:  # Any: as in `Inputs`
    if cell is None:
        return True
    return value in cell if isinstance(cell[0], str) else cell[0] <= value < cell[1]


# ---- engines -----------------------------------------------------------------------------------------------

Ask = Callable[[Inputs], object]
Prepare = Callable[[], Ask]  # from what an engine loads, already in memory


def ours(case: Case) -> Prepare:
    rows = [
        Row(tuple(_test(cell) for cell in row), (tree.String(f"d{number}"),), Place("", 1, 1))
        for number, row in enumerate(case.cells)
    ]
    inputs = tuple(Column(name, tree.Name(name)) for name in _COLUMNS)
    table = Table("bench", "first", inputs, ("to",), tuple(rows))

    def prepare() -> Ask:
        ready = prepared((table,))
        return lambda scope: decide(ready, scope).to

    return prepare


def index(case: Case) -> Prepare:
    """Our look-up alone: values of the columns in, number of the row out."""
    tests = [tuple(_test(cell) for cell in row) for row in case.cells]

    def prepare() -> Ask:
        first = Index(tests).first
        return lambda scope: f"d{first([scope[name] for name in _COLUMNS], scope)}"

    return prepare


def _test(cell: Cell) -> tree.Test:
    if cell is None:
        return tree.Anything()
    if isinstance(cell[0], str):
        tests = tuple(tree.Compare("=", tree.String(str(word))) for word in cell)
        return tests[0] if len(tests) == 1 else tree.AnyOf(tests)
    return tree.Within(tree.Range(tree.Number(str(cell[0])), tree.Number(str(cell[1])), True, False))


def loop(case: Case) -> Prepare:
    """The rows one after the other, each cell a compiled test: how it is done without an index."""
    tests = [[_test(cell) for cell in row] for row in case.cells]

    def prepare() -> Ask:
        rows = [[compile_test(test) for test in row] for row in tests]

        def ask(scope: Inputs) -> object:
            values = [scope[name] for name in _COLUMNS]
            for number, row in enumerate(rows):
                if all(test(value, scope) is True for test, value in zip(row, values, strict=True)):
                    return f"d{number}"
            return None

        return ask

    return prepare


def chain(case: Case) -> Prepare:
    lines = ["def ask(scope):", *(f" {name} = scope[{name!r}]" for name in _COLUMNS)]
    for number, row in enumerate(case.cells):
        tests = [_written(name, cell) for name, cell in zip(_COLUMNS, row, strict=True) if cell is not None]
        lines.append(f" if {' and '.join(tests) or 'True'}: return 'd{number}'")
    text = "\n".join(lines)

    def prepare() -> Ask:
        scope: dict[str, Any] = {}  # Any: what the text defines
        exec(text, scope)  # noqa: S102  # our own text
        ask: Ask = scope["ask"]
        return ask

    return prepare


def _written(name: str, cell: tuple[Any, ...]) -> str:  # Any: words or numbers
    return f"{name} in {set(cell)!r}" if isinstance(cell[0], str) else f"{cell[0]} <= {name} < {cell[1]}"


def zen(case: Case) -> Prepare:
    engine_of, content = importlib.import_module("zen").ZenEngine, _graph(case)

    def prepare() -> Ask:
        engine = engine_of({"loader": {"type": "static", "content": {"t": content}}})
        return lambda scope: engine.evaluate("t", scope)["result"]["to"]

    return prepare


def _graph(case: Case) -> Mapping[str, object]:
    rules = []
    for number, row in enumerate(case.cells):
        rule = {"_id": f"r{number}", "to": f'"d{number}"'}
        for name, cell in zip(_COLUMNS, row, strict=True):
            if cell is None:
                rule[name] = ""
            elif isinstance(cell[0], str):
                rule[name] = ", ".join(f'"{word}"' for word in cell)
            else:
                rule[name] = f"[{cell[0]}..{cell[1]})"
        rules.append(rule)

    def field(name: str) -> Mapping[str, str]:
        return {"id": name, "name": name, "type": "expression", "field": name}

    table = {
        "hitPolicy": "first",
        "inputs": [field(name) for name in _COLUMNS],
        "outputs": [field("to")],
        "rules": rules,
    }
    at = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": at},
            {"id": "table", "type": "decisionTableNode", "name": "table", "position": at, "content": table},
            {"id": "out", "type": "outputNode", "name": "out", "position": at},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "b", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


ENGINES: Mapping[str, Callable[[Case], Prepare]] = {
    "ours": ours,
    "index": index,
    "if chain": chain,
    "loop": loop,
    "zen": zen,
}


# ---- measuring ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: of preparing the table, of a question that a row answers, of one that only the last does."""

    build: float
    hit: float
    last: float


def measured(name: str, case: Case) -> Cost:
    decimals = name != "zen"  # which has no exact numbers
    hits = [(_scope(inputs, decimals), row) for inputs, row in case.hits]
    others = [(_scope(inputs, decimals), row) for inputs, row in case.others]
    prepare = ENGINES[name](case)
    builds, hit, last = [], math.inf, math.inf
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask = prepare()
        ask(hits[0][0])  # an engine may put its work off until it is asked
        builds.append(time.perf_counter() - began)
        for scope, row in (*hits, *others):
            assert ask(scope) == f"d{row}", (name, scope, row)
        hit = min(hit, _seconds(ask, hits))
        last = min(last, _seconds(ask, others))
    return Cost(min(builds), hit, last)


def _scope(inputs: Inputs, decimals: bool) -> Inputs:
    def value(one: Value) -> Value:
        return Decimal(one) if decimals and isinstance(one, int) else one

    return {name: value(one) for name, one in inputs.items()}


def _seconds(ask: Ask, questions: Sequence[tuple[Inputs, int]]) -> float:
    """Return the seconds of one question, from as many as fill a twentieth of a second."""
    asked, spent = 0, 0.0
    while spent < 0.05:
        began = time.perf_counter()
        for scope, _ in questions:
            ask(scope)
        spent += time.perf_counter() - began
        asked += len(questions)
    return spent / asked


def main() -> int:
    names = [name for name in ENGINES if name != "zen" or importlib.util.find_spec("zen")]
    print(f"{'rows':>7} {'':10}{'build ms':>10}{'hit µs':>10}{'last µs':>10}")
    costs: dict[tuple[str, int], Cost] = {}
    for size in SIZES:
        case = made(size)
        for name in names:
            if name == "if chain" and size > MOST_IN_CHAIN:
                continue
            cost = costs[name, size] = measured(name, case)
            figures = f"{cost.build * 1e3:>10.2f}{cost.hit * 1e6:>10.2f}{cost.last * 1e6:>10.2f}"
            print(f"{size:>7} {name:10}{figures}")
    least, most = SIZES[0], SIZES[-1]
    small, large = costs["ours", least], costs["ours", most]
    kept = [
        _promise("growth of a hit", _growth([costs["ours", size].hit for size in SIZES]), GROWTH),
        _promise("growth of the last row", _growth([costs["ours", size].last for size in SIZES]), GROWTH),
        _promise(
            "10 rows: look-up / if chain", costs["index", least].hit / costs["if chain", least].hit, CHAIN
        ),
        _promise("10 rows: decision / if chain", small.hit / costs["if chain", least].hit, CHAIN),
    ]
    if "zen" in names:
        zen_most = costs["zen", most]
        kept += [
            _promise("10,000 rows: hit / zen", large.hit / zen_most.hit, ZEN_SHARE),
            _promise("10,000 rows: last / zen", large.last / zen_most.last, ZEN_SHARE),
            _promise("10,000 rows: build / zen", large.build / zen_most.build, 1),
        ]
    return 0 if all(kept) else 1


def _growth(costs: Sequence[float]) -> float:
    return math.log(costs[-1] / costs[0]) / math.log(SIZES[-1] / SIZES[0])


def _promise(what: str, found: float, most: float) -> bool:
    print(f"{'kept' if found <= most else 'BROKEN'}  {what}: {found:.3f} (at most {most})")
    return found <= most


if __name__ == "__main__":
    sys.exit(main())
