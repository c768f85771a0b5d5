"""`flowc explain`: the page of a problem."""

from __future__ import annotations

import click


@click.command()
@click.argument("problem", required=False, metavar="[CODE|NAME]")
def command(problem: str | None) -> int:
    """Explain a problem by its code or name: why it matters, what it looks like, and how it is mended.

    Without one, lists them all.

    \b
    Examples:
      flowc explain FC218
      flowc explain no-way-to-human
    """
    from flowc.catalog import PROBLEMS, find  # late: help does not wait for every kind of problem
    from flowc.diagnostics import explain
    from flowc.diagnostics.similar import similar_names

    if problem is None:
        for kind in PROBLEMS:
            first = explain.page(kind).summary.split("\n\n")[0]
            click.echo(f"{kind.code}  {kind.name:28} {first}")
        return 0
    found = find(problem)
    if found is None:
        close = similar_names(problem.lower(), [kind.name for kind in PROBLEMS])
        advice = f"; did you mean {', '.join(close)}?" if close else "; `flowc explain` lists them all"
        raise click.UsageError(f"there is no problem `{problem}`{advice}")
    click.echo(explain.render(explain.page(found)), nl=False)
    return 0
