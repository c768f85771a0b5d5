"""`flowc table`: a bot's table with what it leaves open; decision tables of a kit of cases asked."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.artifact.model import Artifact, DecisionTable, Table
    from runtime.feel.values import Value

NO_TABLE = Text("there is no table `{0}`; the bot has {1}", "tidak ada tabel `{0}`; yang ada: {1}")
HIT = Text("row {0} holds: {1}", "baris {0} cocok: {1}")
GIVES = Text("gives {0}", "hasilnya {0}")
NO_HIT = Text("no row holds", "tidak ada baris yang cocok")
WHATEVER = Text("whatever comes", "apa pun isinya")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Ask tables, and look at what they leave open.

    \b
    Examples:
      flowc table show toko tujuan
      flowc table eval --cases TABLES.jsonl
    """


@command.command("show")
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.argument("name", metavar="TABLE")
@click.option("--with", "given", type=FILE, help="Names and their values, for example --with slots.yaml.")
@options.language
@options.as_of
@options.cache
def show(bot: Path, name: str, given: Path | None, language: str, as_of: date, cache: Cache | None) -> int:
    """Print a table with what is the matter with it: gaps, overlaps, rows that nobody reaches.

    Every finding comes with an input that shows it; what could not be made sure of is said too. A table that
    chooses divisions also says whose hours its rows meet, and when nobody is there. With --with
    it tells instead which row those values hit, and by what. Ends with 1 when the bot has errors, or the
    table rows that never hold, are never reached, repeat another, or overlap where they must not.

    \b
    Examples:
      flowc table show toko tujuan
      flowc table show toko tujuan --with slots.yaml
      flowc table show toko ongkir
    """
    from flowc.cli.compiling import compile_all  # late: help does not wait for the compiler
    from flowc.cli.table_hours import told_hours
    from flowc.diagnostics.similar import similar_names
    from flowc.proofs.facts.tables import policy_of
    from flowc.proofs.tables import analyse, analyse_decision
    from flowc.proofs.tables.domains import domain_of, world_of
    from flowc.proofs.tables.telling import told
    from runtime.artifact import codec
    from runtime.artifact.model import DecisionTable

    ((compiled, report),) = compile_all([bot], as_of, cache)
    if compiled.artifact is None:
        terminal.show((report,), "text", language)
        return 1
    artifact = codec.load(compiled.artifact)
    tables: dict[str, Table | DecisionTable] = {
        **{table.name: table for table in artifact.tables},
        **artifact.decisions,
    }
    if name not in tables:
        close = similar_names(name, tables) or tuple(tables)
        raise click.UsageError(NO_TABLE.in_(language).format(name, ", ".join(close)))
    table = tables[name]
    if given is not None:
        return _show_hits(table, artifact, _names(given), language)
    _show_rows(table, compiled.sources)
    world = world_of(artifact)
    domains = [domain_of(column.value, world) for column in table.inputs]
    if isinstance(table, DecisionTable):
        analysis = analyse_decision(table, domains)
    else:
        analysis = analyse(table.rows, domains, policy_of(table.hit))
    headings = [column.heading for column in table.inputs]
    for line in told(analysis, headings, table.hit, language):
        click.echo(line)
    if not isinstance(table, DecisionTable):
        for line in told_hours(table, artifact, language):
            click.echo(line)
    return 0 if all(one.kind in ("gap", "unsettled") for one in analysis.findings) else 1


def _show_rows(table: Table | DecisionTable, sources: Mapping[str, str]) -> None:
    """Print the rows as they stand in the files, with their numbers."""
    place = f", {table.place.file}:{table.place.line}" if table.place else ""
    click.echo(f"{table.name} ({table.hit}{place})")
    outputs = [one if isinstance(one, str) else one.name for one in table.outputs]
    heading = [*(column.heading for column in table.inputs), *outputs]
    lines = []
    for row in table.rows:
        file = sources.get(row.place.file, "").splitlines()
        lines.append(file[row.place.line - 1].strip() if row.place.line <= len(file) else "")
    for number, line in enumerate(_aligned([" | ".join(heading), *lines], len(heading))):
        click.echo(f"{number or '':>5} {line}")
    click.echo()


def _aligned(lines: Sequence[str], columns: int) -> Sequence[str]:
    """Return rows with their cells below each other; as they stand where some are not parted by `|`."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    if any(len(row) != columns for row in rows):
        return lines
    wide = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return [" | ".join(map(str.ljust, row, wide)).rstrip() for row in rows]


def _show_hits(
    table: Table | DecisionTable, artifact: Artifact, given: Mapping[str, Value], language: str
) -> int:
    from runtime.artifact.model import DecisionTable  # late, as above
    from runtime.feel.writing import literal
    from runtime.routing.deciding import Answers, Decision
    from runtime.routing.table import ReadyTable, tested

    decisions = {name: Decision(one) for name, one in artifact.decisions.items()}
    names = {**given, "table": Answers(decisions, given)}
    if isinstance(table, DecisionTable):
        decision = decisions[table.name]
        values: Sequence[Value] = decision.inputs(names)
        answer, rows = decision.ask(names)
    else:
        ready = ReadyTable(table)
        values = ready.values(names)
        rows = list(ready.hits(values, names))
    for row in rows:
        inputs = ", ".join(f"{heading} = {text}" for heading, text in tested(table, row, values))
        click.echo(HIT.in_(language).format(row + 1, inputs or WHATEVER.in_(language)))
    if not rows:
        click.echo(NO_HIT.in_(language))
    if isinstance(table, DecisionTable):
        click.echo(GIVES.in_(language).format(literal(answer)))
    return 0


def _names(path: Path) -> Mapping[str, Value]:
    """Return the names of a file; `customer.tier: gold` is the member of a namespace."""
    from flowc.diagnostics.sink import Sink  # late, as above
    from flowc.trying.given import read_given

    sink = Sink()
    found = read_given(str(path), path.read_text(encoding="utf-8"), datetime.now(), sink)  # noqa: DTZ005 - as in `eval`
    if sink.has_errors:
        raise click.ClickException(sink.ordered()[0].report().message.en)
    names: dict[str, Value] = {}
    for name, value in found.items():
        space, _, member = name.partition(".")
        inside = names.get(space)
        names[space] = {**(inside if isinstance(inside, dict) else {}), member: value} if member else value
    return names


@command.command("eval")
@click.option(
    "--cases",
    type=FILE,
    required=True,
    help='Lines of {"id", "table", "context"}, for example --cases TABLES.jsonl.',
)
def evaluate(cases: Path) -> int:
    """Say what decision tables give: one line of {"id", "value"} or {"id", "failed"} for each case.

    \b
    Example:
      flowc table eval --cases TABLES.jsonl
    """
    return answer_cases(cases, datetime.now())  # noqa: DTZ005 - without a bot there is no zone


def answer_cases(path: Path, now: datetime) -> int:
    """Print what each case of a file gives."""
    from flowc.trying import BadCase, Failure, answer, load_cases  # late: help waits for no grammar
    from flowc.trying.tagged import write_tagged

    try:
        for case in load_cases(path):
            found = answer(case, now)
            row = {"failed": found.why} if isinstance(found, Failure) else {"value": write_tagged(found)}
            click.echo(json.dumps({"id": case.id, **row}, ensure_ascii=False))
    except BadCase as error:
        raise click.ClickException(str(error)) from error
    return 0
