"""What the proofs know of a bot, computed once and shared: a rule never walks the tree for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flowc.hours.alone import Openings, Stretch, openings
from flowc.machine import Machine
from flowc.proofs.facts.edges import Edge, edges
from flowc.proofs.facts.elapsed import Elapsed
from flowc.proofs.facts.failing import Failing, failing
from flowc.proofs.facts.heard import Heard, heard
from flowc.proofs.facts.known import Known
from flowc.proofs.facts.lacking import Lacking
from flowc.proofs.facts.lengths import Worst, worst_cases
from flowc.proofs.facts.mentions import Mentions
from flowc.proofs.facts.onward import Onward
from flowc.proofs.facts.paths import Paths
from flowc.proofs.facts.printed import Printed, printed
from flowc.proofs.facts.roots import Begins, Root, roots
from flowc.proofs.facts.silence import Round, Silence
from flowc.proofs.facts.tables import TableFacts, tables
from flowc.proofs.facts.values import followed
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model
from runtime.core.reach import WINDOW


@dataclass(frozen=True, slots=True)
class Facts:
    """`paths` start where conversations begin; `reach` also at shared blocks, which any step may use."""

    bot: tree.Bot
    machine: Machine
    edges: Mapping[str, tuple[Edge, ...]]
    paths: Paths
    reach: Paths
    rounds: tuple[Round, ...]
    roots: tuple[Root, ...]
    onward: Onward
    failing: Failing
    mentions: Mentions
    elapsed: Elapsed
    printed: Mapping[str, tuple[Printed, ...]]
    known: Known
    lacking: Lacking
    tables: tuple[TableFacts, ...] = ()
    heard: Heard = field(default_factory=Heard)
    openings: Openings | None = None  # None: as `tables`
    worst_cases: tuple[Worst, ...] = ()

    def alone(self, division: str) -> tuple[Stretch, ...]:
        """Return when nobody is open for a division, up to the horizon."""
        known = division in self.bot.divisions and self.openings is not None
        return self.openings.alone(division) if known and self.openings is not None else ()

    def answered(self, division: str, at: datetime) -> datetime | None:
        """Return until when a message left for a division is to be answered; None: nobody knows."""
        return None if self.openings is None else self.openings.answered(division, at)


def build_facts(
    bot: tree.Bot,
    machine: Machine,
    typed: Typed | None = None,
    understanding: model.Understanding | None = None,
    as_of: date | None = None,
) -> Facts:
    """Return the facts. Tables are looked at where `typed` has the cells, and none has a mistake; words of
    customers where there is an `understanding`; hours where `as_of` says of when."""
    found = edges(machine)
    begins = roots(bot, machine)
    shared = tuple(Root(state, Begins.SHARED, machine.states[state].flow) for state in machine.shared)
    onward = Onward(machine, found, begins)
    paths = Paths(found, machine.entries, begins)
    texts = printed(bot, machine)
    known = Known(bot, machine, followed(bot, machine, texts), begins)
    return Facts(
        bot=bot,
        machine=machine,
        edges=found,
        paths=paths,
        reach=Paths(found, machine.entries, (*begins, *shared)),
        rounds=Silence(machine, found).rounds(),
        roots=begins,
        onward=onward,
        failing=failing(bot, machine, found),
        mentions=Mentions(bot, typed or Typed()),
        elapsed=Elapsed(machine, onward, begins, 2 * max(WINDOW.values())),
        printed=texts,
        known=known,
        lacking=Lacking(machine, found, known, paths, begins),
        tables=() if typed is None else tables(bot, typed),
        worst_cases=() if typed is None else worst_cases(bot, machine),
        heard=Heard() if understanding is None else heard(bot, machine, understanding),
        openings=None if typed is None or as_of is None else openings(bot, machine.names, as_of),
    )
