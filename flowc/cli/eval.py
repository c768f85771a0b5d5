"""`flowc eval`: what an expression gives, or each expression of a file of cases."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cli import options, terminal
from flowc.cli.table import answer_cases
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from flowc.diagnostics.sink import Sink
    from flowc.trying import Failure

ONE_OF_BOTH = Text(
    "write an expression, or a file of cases: `eval '1 + 2'` or `eval --cases CASES.jsonl`",
    "tulis sebuah ekspresi, atau berkas kasus: `eval '1 + 2'` atau `eval --cases CASES.jsonl`",
)
NULL_BECAUSE = Text("null because of {0} at `{1}` ({2})", "null karena {0} pada `{1}` ({2})")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXPRESSION = "expression"  # how the text of the command line is called in diagnostics


@click.command()
@click.argument("expression", required=False, metavar="[EXPRESSION]")
@click.option("--with", "given", type=FILE, help="Names and their values, for example --with slots.yaml.")
@click.option(
    "--cases", type=FILE, help='Lines of {"id", "expr", "context"}, for example --cases CASES.jsonl.'
)
@click.option("--report", is_flag=True, help="How many cases are right, as in --cases CASES.jsonl --report.")
@options.language
def command(
    expression: str | None, given: Path | None, cases: Path | None, report: bool, language: str
) -> int:
    """Say what an expression gives, with everything that FEEL knows, also what bots may not write.

    With --cases one line of {"id", "value"} or {"id", "failed"} is printed for each case; with --report their
    "expected" and "feature" are read, and it ends with 1 when one is wrong. Otherwise the value is printed as
    FEEL writes it, and it ends with 1 when the text is no expression.

    \b
    Examples:
      flowc eval 'substring("TK-123", 4)'
      flowc eval 'total * 1.11' --with slots.yaml
      flowc eval --cases CASES.jsonl
    """
    if (expression is None) == (cases is None) or (report and cases is None):
        raise click.UsageError(ONE_OF_BOTH.in_(language))
    now = datetime.now()  # noqa: DTZ005 - without a bot there is no zone: the clock on this wall
    if cases is not None:
        return _report(cases, now) if report else answer_cases(cases, now)
    return _one(expression or "", given, now, language)


def _report(path: Path, now: datetime) -> int:
    from flowc.trying import BadCase, load_cases  # late, as above
    from flowc.trying.report import by_feature, judge, line

    try:
        judged = [judge(case, now) for case in load_cases(path) if case.in_standard]
    except BadCase as error:
        raise click.ClickException(str(error)) from error
    for feature, those in by_feature(judged).items():
        click.echo(line(feature, those))
    wrong = [one for one in judged if not one.right]
    for one in wrong:
        click.echo(f"wrong {one.case.id}: {one.given}, not {one.wanted}")
    return 1 if wrong else 0


def _one(expression: str, given: Path | None, now: datetime, language: str) -> int:
    from flowc.diagnostics.render.report import Report  # late, as above
    from flowc.diagnostics.sink import Sink
    from flowc.trying import Failure, try_expression
    from flowc.trying.given import read_given
    from runtime.feel.faults import Fault
    from runtime.feel.writing import literal

    sink, sources = Sink(), {EXPRESSION: expression}
    names = {}
    if given is not None:
        sources[str(given)] = given.read_text(encoding="utf-8")
        names = read_given(str(given), sources[str(given)], now, sink)
    faults: list[Fault] = []
    value = try_expression(expression, names, now, faults)
    if isinstance(value, Failure):
        _tell(value, sink)
    if sink.has_errors:
        told = tuple(problem.report() for problem in sink.ordered())
        terminal.show((Report("", told, sources),), "text", language)
        return 1
    assert not isinstance(value, Failure)
    click.echo(literal(value))
    for fault in faults:
        kinds = ", ".join(fault.kinds)
        click.echo(NULL_BECAUSE.in_(language).format(fault.kind, fault.what, kinds), err=True)
    return 0


def _tell(failure: Failure, sink: Sink) -> None:
    from flowc.feel.habits import clearer  # late, as above
    from flowc.feel.problems import problem_of
    from flowc.source.places import FilePlaces

    places = FilePlaces(EXPRESSION, failure.expr)
    for fault in clearer(failure.expr, failure.faults):
        sink.add(problem_of(fault, places.at(fault.start, fault.end)))
