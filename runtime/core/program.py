"""An artifact made ready to run: expressions compiled once, look-ups prepared. Holds no conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from runtime.artifact.model import Artifact, Calendar, Rule, State, ZoneChange
from runtime.artifact.tree import Expr, Test
from runtime.core.reads import Reads
from runtime.feel.evaluate import Expression, UnaryTest, compile_expr, compile_test
from runtime.feel.faults import Fault
from runtime.feel.values import Value
from runtime.routing.deciding import Decision
from runtime.routing.hours import Status, closed_because, status
from runtime.routing.table import prepared
from runtime.routing.zone import to_local

Scope = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Watch:
    """A rule, ready. `reads` are the fields of a state that `when` looks at; None: perhaps all."""

    rule: Rule
    when: Expression
    reads: frozenset[str] | None


class Program:
    """`name` is the artifact's content address; conversations remember it."""

    def __init__(self, artifact: Artifact, name: str) -> None:
        self.artifact = artifact
        self.name = name
        self.flow_of_intent = {
            intent: flow for flow, declared in artifact.flows.items() for intent in declared.start_on
        }
        self.source_actions = tuple(
            sorted(
                {
                    source.split(".", 1)[0]
                    for slot in artifact.slots.values()
                    for source in slot.from_
                    if source.split(".", 1)[0] in artifact.actions
                }
            )
        )
        self.rule_of_state = {rule.state: rule for rule in artifact.rules}
        reads = Reads(artifact.decisions)
        self.watches = tuple(
            Watch(rule, compile_expr(rule.when), reads.fields(rule.when)) for rule in artifact.rules
        )
        self.watched_fields = tuple(sorted(frozenset().union(*(one.reads or () for one in self.watches))))
        self.listed_rules = frozenset(one.rule.name for one in self.watches if one.reads is not None)
        self.zone: tuple[ZoneChange, ...] = artifact.zones[artifact.bot.timezone]
        self.tables = prepared(artifact.tables)
        self.decisions = {name: Decision(table) for name, table in artifact.decisions.items()}
        self._hours: dict[str, tuple[datetime, datetime, Status]] = {}  # from, until
        # keyed by identity: the artifact lives as long as the program, and its trees are never copied
        self._expressions: dict[int, Expression] = {}
        self._tests: dict[int, UnaryTest] = {}

    def value(self, expression: Expr, scope: Scope, faults: list[Fault] | None = None) -> Value:
        """Return what an expression gives; null where FEEL says null, never an exception.

        `faults` collects why operations gave null.
        """
        run = self._expressions.get(id(expression))
        if run is None:
            run = self._expressions[id(expression)] = compile_expr(expression)
        return run(scope, faults)

    def holds(self, test: Test, value: Value, scope: Scope, faults: list[Fault] | None = None) -> bool:
        """Return whether a cell's test holds for a value; null counts as no."""
        run = self._tests.get(id(test))
        if run is None:
            run = self._tests[id(test)] = compile_test(test)
        return run(value, scope, faults) is True

    def hours(self, name: str, at: datetime) -> Status:
        """Return how a calendar stands at an instant. It stands so until its next change: looked up once."""
        calendar = self.artifact.calendars[name]
        zone = self.zone_of(calendar)
        known = self._hours.get(name)
        if known is not None and known[0] <= at < known[1]:
            # why it is closed may change while it stays closed
            found = known[2]
            return found if found.open else replace(found, closed_because=closed_because(calendar, zone, at))
        found = status(calendar, zone, at)
        until = found.opens_at or found.closes_at
        if until is not None:
            self._hours[name] = (at, until, found)
        return found

    def state(self, key: str) -> State:
        return self.artifact.states[key]

    def zone_of(self, calendar: Calendar) -> tuple[ZoneChange, ...]:
        return self.artifact.zones[calendar.zone] if calendar.zone else self.zone

    def local(self, at: datetime) -> datetime:
        """Return an instant in the bot's time zone."""
        return to_local(self.zone, at)

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.artifact.rules
