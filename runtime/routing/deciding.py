"""Decision tables at work: the rows that hold, and what the hit policy makes of them (DMN 1.5 section 8.2.8).

Laws:
- Nothing raises: what a policy forbids (two rows where one may hold, outputs that differ where they must
  not), and an input that is not among the allowed values, give null.
- Where no row holds the answer is that of the defaults, else null; a count is 0.
- The rows are in the order of the table, whatever the policy makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from runtime.artifact.model import DecisionTable
from runtime.artifact.tree import Expr
from runtime.feel.compare import equal, ordered
from runtime.feel.decimals import NUMBERS, ZERO, guarded
from runtime.feel.evaluate import Expression, compile_expr, compile_test
from runtime.feel.faults import Fault
from runtime.feel.values import Value
from runtime.routing.index import Index

Scope = Mapping[str, Value]
Answer = tuple[Value, ...]  # what a row says, by output
Heard = Callable[[DecisionTable, Value, list[int], list[Fault]], None]

ONE_ROW = ("unique", "any", "first", "priority")
LISTS = ("rule_order", "output_order", "collect")
TOTALS = ("sum", "min", "max", "count")
HITS = (*ONE_ROW, *LISTS, *TOTALS)


class Decision:
    """A decision table prepared once for many questions."""

    __slots__ = ("_allowed", "_inputs", "_outputs", "_values", "index", "table")

    def __init__(self, table: DecisionTable) -> None:
        self.table = table
        self.index = Index([row.tests for row in table.rows])
        self._inputs = [compile_expr(column.value) for column in table.inputs]
        self._allowed = [
            (at, compile_test(column.allowed))
            for at, column in enumerate(table.inputs)
            if column.allowed is not None
        ]
        self._outputs: dict[Expr, Expression] = {}
        self._values = [tuple(compile_expr(value)({}) for value in one.allowed) for one in table.outputs]

    def inputs(self, scope: Scope) -> list[Value]:
        """Return what the input columns are now."""
        return [run(scope) for run in self._inputs]

    def rows(self, values: Sequence[Value], scope: Scope) -> list[int]:
        """Return all rows (from 0) that hold."""
        return list(self.index.rows(values, scope))

    def __call__(self, scope: Scope) -> Value:
        """Return the answer for the names in `scope`."""
        return self.ask(scope)[0]

    def ask(self, scope: Scope, faults: list[Fault] | None = None) -> tuple[Value, list[int]]:
        """Return the answer, and the rows (from 0) that hold: for `first` only the one that counts.

        `faults` collects why operations in columns, cells and outputs gave null.
        """
        values = [run(scope, faults) for run in self._inputs]
        if not self._may_come(values, scope):
            return None, []
        if self.table.hit == "first":
            first = self.index.first(values, scope)
            rows = [] if first is None else [first]
        else:
            rows = self.rows(values, scope)
        if not rows:
            return Decimal(0) if self.table.hit == "count" else self._default(scope, faults), []
        if self.table.hit == "unique" and len(rows) > 1:
            return None, rows
        return self._made([self._says(row, scope, faults) for row in rows]), rows

    def _may_come(self, values: Sequence[Value], scope: Scope) -> bool:
        """Return whether every input is null or among what its column allows."""
        return all(values[at] is None or holds(values[at], scope) is True for at, holds in self._allowed)

    def _made(self, answers: list[Answer]) -> Value:
        """Return what the policy makes of the answers of all rows that hold."""
        match self.table.hit:
            case "any":
                same = all(equal(one, answers[0]) is True for one in answers)
                return self._whole(answers[0]) if same else None
            case "priority":
                return self._whole(min(answers, key=self._rank))
            case "output_order":
                return tuple(self._whole(one) for one in sorted(answers, key=self._rank))
            case "rule_order" | "collect":
                return tuple(self._whole(one) for one in answers)
            case "count":
                return Decimal(len(answers))
            case "sum" | "min" | "max":
                return _total(self.table.hit, [one[0] for one in answers])
            case _:  # `unique` and `first`: there is one
                return self._whole(answers[0])

    def _rank(self, answer: Answer) -> tuple[int, ...]:
        """Return the order of priority: by the first output's allowed values, then by the next one's."""
        return tuple(
            next((at for at, one in enumerate(allowed) if equal(one, value) is True), len(allowed))
            for allowed, value in zip(self._values, answer, strict=True)
        )

    def _says(self, row: int, scope: Scope, faults: list[Fault] | None) -> Answer:
        return tuple(self._run(value, scope, faults) for value in self.table.rows[row].values)

    def _default(self, scope: Scope, faults: list[Fault] | None) -> Value:
        outputs = self.table.outputs
        if all(one.default is None for one in outputs):
            return None
        found = self._whole(tuple(self._run(one.default, scope, faults) for one in outputs))
        return (found,) if self.table.hit in LISTS else found

    def _whole(self, answer: Answer) -> Value:
        if len(answer) == 1:
            only: Value = answer[0]
            return only
        return {output.name: value for output, value in zip(self.table.outputs, answer, strict=True)}

    def _run(self, expression: Expr | None, scope: Scope, faults: list[Fault] | None) -> Value:
        if expression is None:
            return None
        run = self._outputs.get(expression)
        if run is None:
            run = self._outputs[expression] = compile_expr(expression)
        return run(scope, faults)


class Answers(Mapping[str, Value]):
    """What tables say for the names of one moment: `table.<name>`. Each is asked once, when it is named.

    A table may ask others; that none asks itself the compiler has seen to. `heard` is told of each answer.
    """

    __slots__ = ("_decisions", "_found", "_heard", "_names")

    def __init__(self, decisions: Mapping[str, Decision], names: Scope, heard: Heard | None = None) -> None:
        self._decisions = decisions
        self._names = {**names, "table": self} if heard is None else names
        self._heard = heard
        self._found: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._found:
            decision = self._decisions[name]
            faults: list[Fault] = []
            value, rows = decision.ask(self._names, faults)
            self._found[name] = value
            if self._heard is not None:
                self._heard(decision.table, value, rows, faults)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)


def _total(hit: str, values: Sequence[Value]) -> Value:
    """Return the sum of numbers, or the least or greatest of values that can be compared; else null."""
    if hit == "sum":
        total: Decimal | None = ZERO
        for value in values:
            if total is None or not isinstance(value, Decimal):
                return None
            total = guarded(NUMBERS.add, total, value)
        return total
    best = values[0]
    for value in values[1:]:
        comes_first = ordered("<" if hit == "min" else ">", value, best)
        if comes_first is None:
            return None
        if comes_first:
            best = value
    return best
