"""What looking a row up costs in tables of 10 to 10,000 rows, beside other ways to do it.

A loop over the rows, a generated chain of `if`, and zen-engine where it is installed. Every column alone is
weak: a value fits a quarter of its cells, so that only all columns together find the row.

Law: every answer is the row that plain Python finds, before anything is timed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from operator import itemgetter
from typing import Any

from runtime.artifact import tree
from runtime.artifact.model import Column, Place, Row, Table
from runtime.feel.evaluate import compile_test
from runtime.routing.index import Index
from runtime.routing.table import decide, prepared

_COLUMNS = ("topic", "tier", "locale", "score", "age", "plan")
_WORDS = {
    "topic": [f"topic{number}" for number in range(12)],
    "tier": [f"tier{number}" for number in range(6)],
    "locale": [f"locale{number}" for number in range(5)],
    "plan": [f"plan{number}" for number in range(9)],
}
_SHARE_OF_ANY = 0.1  # of cells that are `-`
_WIDTHS = (10, 20, 30)  # of ranges of numbers below 100
_MOST = 100 + _WIDTHS[-1]
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
    return low, low + chance.choice(_WIDTHS)


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
        first, read = Index(tests).first, itemgetter(*_COLUMNS)
        names = [f"d{number}" for number in range(len(tests))]

        def ask(scope: Inputs) -> object:
            row = first(read(scope), scope)
            return None if row is None else names[row]

        return ask

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
        scope: dict[str, Any] = {
            f"n{number}": Decimal(number) for number in range(_MOST + 1)
        }  # Any: of any kind
        exec(text, scope)  # noqa: S102  # our own text
        ask: Ask = scope["ask"]
        return ask

    return prepare


def _written(name: str, cell: tuple[Any, ...]) -> str:  # Any: words or numbers
    # the same exact numbers as ours has; constants of the module, which is the quickest that they can be had
    return f"{name} in {set(cell)!r}" if isinstance(cell[0], str) else f"n{cell[0]} <= {name} < n{cell[1]}"


def zen(case: Case) -> Prepare:
    engine_of, content = import_module("zen").ZenEngine, _graph(case)

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
