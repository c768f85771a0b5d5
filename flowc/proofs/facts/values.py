"""The values that proofs follow, each a bit of a number, so that sets of them are joined and met in one step.

A value is a dotted name: a slot, an input, a result and its members, a member of a namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowc.machine import Machine
from flowc.proofs.facts.printed import Printed
from flowc.structure import tree
from runtime.artifact import model
from runtime.routing.paths import paths_of


class Values:
    """Numbers dotted names. Names that nobody asks about have no bit, so that nothing is followed in vain."""

    def __init__(self, names: Iterable[str]) -> None:
        ordered = dict.fromkeys(before for name in names for before in _before(name))
        self._bits: Mapping[str, int] = {name: 1 << at for at, name in enumerate(ordered)}
        self._given = {name: self._sum(_before(name)) for name in ordered}
        self._cleared: dict[str, int] = {}
        for name, bit in self._bits.items():
            for before in _before(name):
                self._cleared[before] = self._cleared.get(before, 0) | bit
        self.all = self._sum(ordered)

    def bit(self, name: str) -> int:
        """Return the bit of a name; 0 where nobody asks about it."""
        return self._bits.get(name, 0)

    def given(self, names: Iterable[str]) -> int:
        """Return the bits of names that have a value, with those of what they are members of."""
        found = 0
        for name in names:
            known = self._given.get(name)
            found |= self._sum(_before(name)) if known is None else known
        return found

    def cleared(self, *names: str) -> int:
        """Return the bits of names that lose their value, with those of their members."""
        found = 0
        for name in names:
            found |= self._cleared.get(name, 0)
        return found

    def below(self, name: str) -> int:
        """Return the bits of a name's members."""
        return self.cleared(name) & ~self.bit(name)

    def _sum(self, names: Iterable[str]) -> int:
        found = 0
        for name in names:
            found |= self._bits.get(name, 0)
        return found


def _before(name: str) -> tuple[str, ...]:
    """Return a name after all that it is a member of."""
    parts = name.split(".")
    return tuple(".".join(parts[: count + 1]) for count in range(len(parts)))


def followed(bot: tree.Bot, machine: Machine, texts: Mapping[str, tuple[Printed, ...]]) -> Values:
    """Return the values that a message prints, that people need, and of which other values are made."""
    return Values(dict.fromkeys(_followed(bot, machine, texts)))


def _followed(bot: tree.Bot, machine: Machine, texts: Mapping[str, tuple[Printed, ...]]) -> Iterator[str]:
    for some in texts.values():
        yield from (one.value for one in some)
    for division in bot.divisions.values():
        yield from (word.text for word in division.needs)
    for state in machine.states.values():
        match state:
            case model.Set():
                made = state.assign
            case model.RunFlow():
                made = state.arguments
                if state.into.name is None:
                    yield from state.into.slots.values()
                elif state.run in bot.flows:
                    yield from (word.text for word in bot.flows[state.run].outputs)
            case _:
                continue
        for one in made:
            yield one.slot
            yield from (".".join(path) for path in paths_of(one.value))
