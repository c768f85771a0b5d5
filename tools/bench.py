"""How long compiling a bot and one turn of a conversation take here: `make bench`.

Medians of several runs, in milliseconds; numbers of one machine, to compare before and after a change.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from flowc.compiler import compile_bot
from flowc.resources import ready_made_bots
from runtime.artifact import codec
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 23)
RUNS = 15
TURNS = 20


def main() -> int:
    for folder in (*ready_made_bots().values(), ROOT / "examples" / "toko-sejahtera"):
        artifact = compile_bot(folder, AS_OF).artifact
        if artifact is None:
            print(f"{folder} has errors; run flowc check", file=sys.stderr)
            return 1
        data = codec.dump(artifact)
        program = Program(artifact, codec.name(data))
        print(f"{folder.name}: {len(artifact.states)} states, artifact {len(data) / 1024:.0f} KiB")
        show("compile", partial(compile_bot, folder, AS_OF))
        show("load the artifact", partial(codec.load, data))
        show(f"a turn of {TURNS}, state frozen and thawed", partial(converse, program), TURNS)
    return 0


def converse(program: Program) -> None:
    """Let a customer write the same question again and again."""
    artifact = program.artifact
    conversation = Conversation(
        program,
        now=datetime(2026, 11, 23, 10, tzinfo=UTC),
        understand=Detector(artifact.understanding, artifact.slots).detect,
        render=Templates(artifact.bot.currency, program.zone).render,
        act=lambda action, inputs: Outcome(error="unreachable"),
    )
    for _ in range(TURNS):
        conversation.write("jam buka")


def show(what: str, work: Callable[[], object], parts: int = 1) -> None:
    """Print the median time of one part of some work, which has `parts` equal ones."""
    work()  # caches are warm for everybody, as they are in a server or an editor
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000 / parts)
    print(f"  {what:48} {statistics.median(taken):9.3f} ms   (worst {max(taken):.3f})")


if __name__ == "__main__":
    sys.exit(main())
