"""Puts a problem's sentences into a `Diagnostic`, so that `report()` holds sentences and nothing else."""

from __future__ import annotations

from flowc.diagnostics.model import Diagnostic, Fix, Label, Problem, Text, Turn
from flowc.source.span import Span


def tell(
    problem: Problem,
    message: Text,
    label: Text,
    *,
    why: Text | None = None,
    advice: Text | None = None,
    also: tuple[tuple[Span, Text], ...] = (),
    fixes: tuple[Fix, ...] = (),
    witness: tuple[Turn, ...] = (),
) -> Diagnostic:
    """Return the diagnostic of `problem`; `advice` becomes its help, `also` its further labels."""
    return Diagnostic(
        code=problem.code,
        name=problem.name,
        severity=problem.severity,
        message=message,
        primary=Label(problem.span, label),
        secondary=tuple(Label(span, text) for span, text in also),
        why=why,
        witness=witness,
        help=advice,
        fixes=fixes,
    )


def quoted(text: str, limit: int = 40) -> str:
    """Return a name or value from a file in backticks, on one line and not longer than `limit`."""
    line = "".join(one if one.isprintable() else "·" for one in text).replace("`", "'")
    return f"`{line if len(line) <= limit else line[: limit - 1] + '…'}`"
