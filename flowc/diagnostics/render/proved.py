"""What was proved of a bot, for people: each rule with how sure it is, over what, what came of it, in what
time."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics.model import Text
from flowc.diagnostics.proof import How, Proof
from flowc.diagnostics.render.report import Report

_NOT_PROVED = Text(
    "nothing was proved: mend the errors of earlier stages first",
    "belum ada yang dibuktikan: perbaiki dulu galat dari tahap sebelumnya",
)
_FACTS = Text("finding out what the rules share:", "mencari fakta yang dipakai bersama:")
_HOLDS = Text("holds", "terbukti")
_EMPTY = Text("nothing to prove", "tidak ada yang perlu dibuktikan")


def proved(reports: Sequence[Report], language: str) -> str:
    """Return a table for each bot, and what its words mean; times are in milliseconds."""
    blocks = []
    for report in reports:
        lines = [f"{report.folder}:"]
        if report.proofs is None or not report.proofs.rules:
            lines.append(f"  {_NOT_PROVED.in_(language)}")
        else:
            lines += _table([_row(one, language) for one in report.proofs.rules])
            lines.append(f"  {_FACTS.in_(language)} {report.proofs.facts_seconds * 1_000:.1f} ms")
        blocks.append("\n".join(lines))
    used = {one.how for report in reports if report.proofs is not None for one in report.proofs.rules}
    meanings = [f"{how.value.in_(language)}: {how.meaning.in_(language)}" for how in How if how in used]
    return "\n\n".join([*blocks, *(["\n".join(meanings)] if meanings else [])]) + "\n"


def _row(one: Proof, language: str) -> tuple[str, ...]:
    return (
        one.code,
        one.name,
        one.how.value.in_(language),
        f"{one.count:,} {one.over.value.in_(language)}",
        _outcome(one, language),
        f"{one.seconds * 1_000:.1f} ms",
    )


def _outcome(one: Proof, language: str) -> str:
    if one.found:
        found = Text(f"{one.found} found", f"{one.found} temuan")
        return found.in_(language)
    return (_HOLDS if one.count else _EMPTY).in_(language)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
