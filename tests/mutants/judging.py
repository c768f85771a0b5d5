"""What becomes of a mutant: refused, reported by a proof, or clean; and if clean, how it treats customers."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flowc.compiler import Result, compile_bot
from flowc.proofs import PROBLEMS as PROOFS
from runtime.artifact import model
from runtime.artifact.model import Artifact
from tests.conversations.bots import AS_OF, BOTS
from tests.mutants.breaking import MUTATORS, Site
from tests.mutants.customer import script
from tests.mutants.files import Files
from tests.mutants.oracle import MISROUTED, elsewhere, judge
from tests.mutants.world import DAYS, Day, Seen, served

WRITES = 7  # messages of a customer before insisting on a person
ROUTING = (
    "routing",
    "divisions",
    "hours",
    "escalation",
    "handover",
)  # parts whose change may route otherwise
SAMPLED = tuple(
    bot for bot in BOTS if "artikel" in bot.name or "examples" in bot.parts or "flows" in bot.parts
)
_PROOF_CODES = frozenset(one.code for one in PROOFS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`said`: codes that the unchanged bot does not have. `wrong`: what a clean one does to customers."""

    mutator: str
    bot: str
    site: str
    said: tuple[str, ...] = ()
    refused: bool = False
    wrong: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        if self.refused:
            return "refused"
        if self.said:
            return "proved" if _PROOF_CODES & set(self.said) else "told"
        return "wrong" if self.wrong else "well"


@dataclass(frozen=True, slots=True)
class Mutant:
    mutator: str
    bot: Path
    site: Site


def mutants(seed: int, each: int, bots: Sequence[Path] = SAMPLED) -> Iterator[Mutant]:
    """Up to `each` mutants of every mutator for every bot, the same for the same seed."""
    for mutator in MUTATORS:
        for bot in bots:
            sites = list(mutator(Files.read(bot)))
            chance = random.Random(f"{seed} {mutator.__name__} {bot.name}")
            for site in chance.sample(sites, min(each, len(sites))):
                yield Mutant(mutator.__name__, bot, site)


def verdict(mutant: Mutant, seed: int, days: Sequence[Day] = DAYS) -> Verdict:
    files = Files.read(mutant.bot)
    mutant.site.change(files)
    result = compiled(mutant.bot, files)
    before = {problem.code for problem in unchanged(mutant.bot).problems}
    said = tuple(sorted({problem.code for problem in result.problems} - before))
    told = Verdict(mutant.mutator, mutant.bot.name, mutant.site.name, said, refused=result.artifact is None)
    if said or result.artifact is None:
        return told
    original = unchanged(mutant.bot).artifact
    assert original is not None
    wrong: set[str] = set()
    where: list[str] = []
    for number, day in enumerate(days):
        name = f"{seed} {mutant.bot.name} {number}"
        found = _wrong(original, result.artifact, name, day, routed=mutant.site.path[1] not in ROUTING)
        wrong |= found
        where += [day.name] if found else []
    return Verdict(told.mutator, told.bot, told.site, wrong=tuple(sorted(wrong)), days=tuple(where))


def _wrong(original: Artifact, changed: Artifact, name: str, day: Day, *, routed: bool) -> set[str]:
    """What goes wrong for one customer with the changed bot, and does not with the original."""
    seen = converse(original, changed, name, day)
    found = {what for what, _ in judge(seen, changed.bot.channels[0], named_by(changed))}
    differs = bool(seen.records) and routed
    if not found and not differs:
        return found
    before = converse(original, original, name, day)
    found -= {what for what, _ in judge(before, original.bot.channels[0], named_by(original))}
    if differs and elsewhere(seen, before):
        found.add(MISROUTED)
    return found


def converse(original: Artifact, bot: Artifact, name: str, day: Day) -> Seen:
    """Let the customer of this name, who knows the words of the original, talk to a bot."""

    async def play() -> Seen:
        with tempfile.TemporaryDirectory() as folder:
            async with served(Path(folder), bot, day) as site:
                return await site.play(script(original, name, WRITES), "sari")

    return asyncio.run(play())


@cache
def unchanged(bot: Path) -> Result:
    return compiled(bot, Files.read(bot))


def compiled(bot: Path, files: Files) -> Result:
    return compile_bot(bot, AS_OF, files.texts(), despite_proofs=True)


def named_by(bot: Artifact) -> frozenset[str]:
    """Return the divisions that steps, rules and rungs of promises name."""
    handed = (one.handover.to for one in bot.states.values() if isinstance(one, model.Handover | model.Offer))
    clocks = (clock for division in bot.divisions.values() for clock in division.sla.values())
    rungs = (rung.to for clock in clocks for rung in clock.ladder if rung.to is not None)
    return frozenset((*handed, *rungs)) & frozenset(bot.divisions)
