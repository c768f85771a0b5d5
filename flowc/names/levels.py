"""The levels of a division, and what is above them."""

from __future__ import annotations

from flowc.structure import tree


def levels_of(division: tree.Division) -> tuple[str, ...]:
    return tuple(level.text for level in division.levels) or ("L1",)


def ways_up(bot: tree.Bot, division: tree.Division) -> int | None:
    """Return how often a handover that begins at the first level can go one up. None: `above` is broken, or
    goes in a circle, which is told elsewhere."""
    steps, seen, here = -1, set[str](), division
    while here.name.text not in seen:
        seen.add(here.name.text)
        steps += len(levels_of(here))
        if here.above is None:
            return steps
        if here.above.text not in bot.divisions:
            return None
        here = bot.divisions[here.above.text]
    return None
