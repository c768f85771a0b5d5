"""Checks routing tables: which columns they set, and output cells that are words."""

from __future__ import annotations

from flowc.names import reserved
from flowc.names.divisions import level, skill_wish
from flowc.names.look import Look
from flowc.names.problems.tables import (
    CollectsMore,
    NoTableSetsTo,
    OutputLeftOfInput,
    OutputSetTwice,
    TableWithoutOutput,
)
from flowc.names.symbols import Symbols
from flowc.source.file_problems import PathOutsideBot
from flowc.source.span import Span
from flowc.structure import tree
from flowc.structure.meant import meant_key
from flowc.structure.table_problems import BrokenSheet, EmptyCell, EmptyTable, ForeignTable, MissingSheet


def check(look: Look) -> None:
    set_by: dict[str, Span] = {}
    for table in look.bot.routing:
        _headings(look, table, set_by)
        for row in table.rows:
            _row(look, table, row)
    if "to" not in set_by and not _lost_a_table(look):
        _nowhere(look)


def is_output(heading: tree.Cell) -> bool:
    return heading.text in reserved.TABLE_OUTPUTS


def meant_output(symbols: Symbols, heading: tree.Cell) -> str:
    """Return the output that a heading is, misspelled or translated; else an empty text."""
    known = (*symbols.slots, *symbols.bot.broken.get("slots", ()))
    if is_output(heading) or heading.text in known or not heading.text.isidentifier():
        return ""
    return meant_key(heading.text, reserved.TABLE_OUTPUTS)


def _headings(look: Look, table: tree.Table, set_by: dict[str, Span]) -> None:
    last_output: tree.Cell | None = None
    in_table: set[str] = set()
    for heading in table.headings:
        if meant := meant_output(look.symbols, heading):  # told with the names that do not exist
            last_output = heading
            set_by.setdefault(meant, heading.span)
            continue
        if not is_output(heading):
            if last_output is not None:
                look.report(OutputLeftOfInput(heading.span, heading.text, last_output.text))
            continue
        last_output = heading
        if heading.text in in_table or (heading.text in set_by and heading.text != "skills"):
            look.report(OutputSetTwice(heading.span, heading.text, set_by[heading.text]))
        set_by.setdefault(heading.text, heading.span)
        in_table.add(heading.text)
        if table.hit is not None and table.hit.text == "collect" and heading.text != "skills":
            look.report(CollectsMore(table.hit.span, heading.text))
    if last_output is None:
        look.report(TableWithoutOutput(table.name.span, table.name.text))


def _row(look: Look, table: tree.Table, row: tree.TableRow) -> None:
    division = None
    for heading, cell in zip(table.headings, row.cells, strict=False):
        if heading.text == "to" and cell.text and not cell.text.startswith("="):
            word = tree.Word(cell.text, cell.span)
            if look.known("division", word, look.bot.divisions):
                division = look.bot.divisions[cell.text]
    for heading, cell in zip(table.headings, row.cells, strict=False):
        if is_output(heading) and cell.text and not cell.text.startswith("="):
            _output(look, heading.text, cell, division)


def _output(look: Look, output: str, cell: tree.Cell, division: tree.Division | None) -> None:
    word = tree.Word(cell.text, cell.span)
    if output == "priority":
        look.known("priority", word, reserved.PRIORITIES)
    elif output == "level":
        if look.known("level", word, reserved.LEVELS):
            level(look, word, division)
    elif output == "skills":
        for wish in split_list(cell):
            skill_wish(look, wish, division)


def split_list(cell: tree.Cell) -> tuple[tree.Word, ...]:
    """Return the parts of a cell between commas, each with its place."""
    parts = []
    start = 0
    for part in cell.text.split(","):
        text = part.strip()
        if text:
            at = start + len(part) - len(part.lstrip())
            parts.append(tree.Word(text, cell.span.part(at, at + len(text))))
        start += len(part) + 1
    return tuple(parts)


def _lost_a_table(look: Look) -> bool:
    """Return whether a table could not be read at all, which was told: it may be the one that sets `to`."""
    lost = (BrokenSheet, EmptyCell, EmptyTable, ForeignTable, MissingSheet, PathOutsideBot)
    return bool(look.bot.broken.get("routing")) or any(isinstance(one, lost) for one in look.sink.ordered())


def _nowhere(look: Look) -> None:
    """Report the first handover that leaves its division to the tables."""
    for visit in look.symbols.visits:
        step = visit.step
        if isinstance(step, tree.Handover | tree.Offer) and (
            step.handover.to is None or step.handover.to.text == "auto"
        ):
            look.report(NoTableSetsTo(step.span))
            return
