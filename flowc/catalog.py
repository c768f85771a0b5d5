"""Every problem the compiler knows, by stage: what `flowc explain` and the reference pages list.

Beside the stages and not in `flowc.diagnostics`, which imports no stage. An explicit list: importing a module
registers nothing. `tests/test_catalog.py` compares it with the classes that exist.
"""

from __future__ import annotations

from flowc import installation, proofs
from flowc import problems as own
from flowc.diagnostics import allowed_problems
from flowc.diagnostics.model import Problem
from flowc.emit import problems as emit
from flowc.feel import problems as feel
from flowc.machine import problems as machine
from flowc.moving import problems as moving
from flowc.names import problems as names
from flowc.source import problems as source
from flowc.structure import problems as structure
from flowc.types import problems as types

PROBLEMS: tuple[type[Problem], ...] = (
    *source.PROBLEMS,  # FC0xx
    *structure.PROBLEMS,  # FC1xx
    *names.PROBLEMS,  # FC2xx
    *feel.PROBLEMS,  # FC30x and FC31x
    *types.PROBLEMS,  # FC32x to FC36x
    *machine.PROBLEMS,  # FC4xx
    *proofs.PROBLEMS,  # FC5xx
    *emit.PROBLEMS,  # FC60x
    *moving.PROBLEMS,  # FC65x
    *allowed_problems.PROBLEMS,  # FC7xx
    *installation.PROBLEMS,  # FC8xx
    *own.PROBLEMS,  # FC9xx
)


def find(code_or_name: str) -> type[Problem] | None:
    """Return the problem of a code or name, in any case."""
    wanted = code_or_name.strip().casefold()
    return next((kind for kind in PROBLEMS if wanted in (kind.code.casefold(), kind.name)), None)
