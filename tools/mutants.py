"""Spoils bots blindly and tells which mutants customers suffer from without the compiler saying a word.

`python -m tools.mutants [--scale]` writes the figures into docs/proofs.md. Ends with 1 where a clean mutant
misbehaves: each is listed with what went wrong, and is work for the rules.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from tests.mutants.breaking import MUTATORS
from tests.mutants.files import Files
from tests.mutants.judging import SAMPLED, Mutant, Verdict, mutants, verdict
from tests.mutants.keeping import KEEPING, kept
from tests.mutants.likeness import Likeness, likeness
from tests.mutants.world import DAYS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "proofs.md"
SEED = 7
EACH, SCALED = 1, 12  # mutants of each mutator and bot
COLUMNS = {
    "refused": "no bot at all",
    "told": "told by another check",
    "proved": "told by a proof",
    "well": "clean, and does well",
    "wrong": "clean, and does not",
}
INTRODUCTION = """<!-- Made by `python -m tools.mutants`. Edit that. -->

# What the proofs are worth: blind mutants

Changes that know no rule are made to the example bots. What the compiler says nothing of is served through
the signed webhook, on a clock moved by hand, and a customer writes at random: answers, answers wrongly, keeps
silent, insists on a person; by day and by night, with everybody, somebody and nobody there, with the bot's
other systems doing well, finding nothing, or broken. An oracle that knows no rule either looks at what the
customer got: was anybody **silenced** (wrote, and nothing came, and nobody will come), **stranded** (insisted
on a person in ten turns and got to none; or waits without a word for days), **misrouted** (to a division that
nothing had named, or another than the unchanged bot's for the same facts), did the bot break off (**fault**),
was a text **too long** for its channel? What the unchanged bot does to the same customer does not count.

A change that makes another sensible bot (one question less, another order) is no defect: it does well.
The random customer takes a few ways of many, so "does well" is what was seen, no proof.

A planted defect shows that the oracle can see each kind of harm: the witnesses of the proofs for the first
two and for texts, a table without rows and one whose rows are mixed up for the third.

"""

ALSO = """
## What else holds the proofs to what happens

- **Witnesses.** Every conversation that a proof shows, and in which a customer speaks, is sent through the
  signed webhook with real texts on a clock moved by hand: the outbox has to show what is claimed, and the
  nearest correct bot must not (`tests/mutants/test_witnesses_served.py`).
- **Small random bots**, explored wholly: two to four flows of all kinds of steps, without conditions, and all
  that a customer can do from every moment, breadth first, on the runtime's core. FC501 to FC506, FC511, FC512
  and FC553 say what happens, and nothing that does not (`tests/brute/`; 200 bots, 60 for FC553). Where a rule
  is not exact its check says how: FC501 does not weigh that a slot is never empty, FC505 counts no photos.
- **Random hours**: at the changes of hours of up to three divisions with chains, a customer asks for a person
  and leaves a message. FC525 is told where one of them is told no day, and only there (92 bots).

Rules that say nothing, that say too much, or whose facts are spoilt on purpose are caught there.
"""
KEPT = """
## Changes that keep what a bot does

Other names, another order, other files: `check` says as much as before. The artifact is the same but for the
lines it points to; where it is not, because of names or the order of a list, the same random customer is told
the same words, and handed over to the same division.

| change | tried | the same artifact | another artifact, the same words | not the same |
|---|---|---|---|---|
"""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--scale", action="store_true", help=f"as `--each {SCALED}`")
    parser.add_argument("--each", type=int, default=EACH, help="mutants of each kind and bot: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="another one tries others, and writes no page")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes that try")
    given = parser.parse_args(arguments)
    each = SCALED if given.scale else given.each
    jobs = [(given.seed, each, number) for number in range(len(_all(given.seed, each)))]
    verdicts = []
    with ProcessPoolExecutor(given.workers) as pool:
        for one in pool.map(_judged, jobs):
            verdicts.append(one)
            if one.wrong:
                print(
                    f"{one.mutator} {one.bot} {one.site}: {', '.join(one.wrong)} ({one.days[0]})", flush=True
                )
    same = _same(given.seed, each, given.workers)
    print(f"seed {given.seed}: {dict(Counter(one.column for one in verdicts))}")
    if given.seed == SEED:
        PAGE.write_text(page(verdicts, same, each), encoding="utf-8")
    return 1 if any(one.wrong for one in verdicts) or any(one.differs for _, one in same) else 0


def _same(seed: int, each: int, workers: int) -> list[tuple[str, Likeness]]:
    jobs = [(seed, each, number) for number in range(len(SAMPLED))]
    with ProcessPoolExecutor(workers) as pool:
        found = [one for of_bot in pool.map(_likened, jobs) for one in of_bot]
    for mutator, bot, site, one in found:
        if one.differs:
            print(f"{mutator} {bot} {site}: not the same: {one}", flush=True)
    return [(mutator, one) for mutator, _, _, one in found]


def _likened(job: tuple[int, int, int]) -> list[tuple[str, str, str, Likeness]]:
    """Every change of one bot that is to keep what it does."""
    seed, each, number = job
    bot = SAMPLED[number]
    changes = kept(Files.read(bot), str(seed), each)
    day = DAYS[number % len(DAYS)]
    return [(one.mutator, bot.name, one.site, likeness(bot, one, str(seed), day)) for one in changes]


@cache
def _all(seed: int, each: int) -> tuple[Mutant, ...]:
    return tuple(mutants(seed, each))


def _judged(job: tuple[int, int, int]) -> Verdict:
    seed, each, number = job
    first = number % len(DAYS)
    return verdict(_all(seed, each)[number], seed + number, (DAYS[first], DAYS[first - 2]))


def page(verdicts: Sequence[Verdict], same: Sequence[tuple[str, Likeness]], each: int) -> str:
    count = Counter((one.mutator, one.column) for one in verdicts)
    lines = [f"| mutator | mutants | {' | '.join(COLUMNS.values())} |", "|---|" + "---|" * (len(COLUMNS) + 1)]
    for mutator in (one.__name__ for one in MUTATORS):
        cells = [count[mutator, column] for column in COLUMNS]
        lines.append(f"| {mutator.replace('_', ' ')} | {sum(cells)} | {' | '.join(map(str, cells))} |")
    sums = [sum(count[one.__name__, column] for one in MUTATORS) for column in COLUMNS]
    lines.append(f"| all | {sum(sums)} | {' | '.join(map(str, sums))} |")
    how = f"Seed {SEED}, {len(SAMPLED)} bots, up to {each} of each kind for each bot, two days each.\n\n"
    found = [f"- `{one.bot}`, {one.site}: {', '.join(one.wrong)}" for one in verdicts if one.wrong]
    work = "\n## Clean, and yet wrong\n\nWork for the rules:\n\n" + "\n".join(found) + "\n" if found else ""
    return INTRODUCTION + how + "\n".join(lines) + "\n" + work + KEPT + _kept_rows(same) + ALSO


def _kept_rows(same: Sequence[tuple[str, Likeness]]) -> str:
    rows = []
    for mutator in (one.__name__ for one in KEEPING):
        of_kind = [one for name, one in same if name == mutator]
        other = [one for one in of_kind if one.differs]
        told = [one for one in of_kind if one.compared and not one.differs]
        cells = (len(of_kind), len(of_kind) - len(other) - len(told), len(told), len(other))
        rows.append(f"| {mutator.replace('_', ' ')} | {' | '.join(map(str, cells))} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
