"""`flowc explain`: the page of a problem, or of a key of the language."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from flowc.cli import options
from flowc.diagnostics.model import Text

UNKNOWN = Text("there is no problem or key `{0}`", "tidak ada masalah atau kunci `{0}`")
MEANT = Text("; did you mean {0}?", "; mungkin maksudnya {0}?")
LISTED = Text("; `flowc explain` lists all problems", "; `flowc explain` mendaftar semua masalah")


def _known(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return what a word may become: codes where it begins like one, else names and keys."""
    from flowc.catalog import PROBLEMS  # late, here and below: help does not wait for every kind of problem
    from flowc.structure import key_pages
    from flowc.structure.hit_policies import HITS
    from runtime.feel.builtins import BUILTINS

    if incomplete[:2].upper() == "FC" or not incomplete:
        return [CompletionItem(one.code) for one in PROBLEMS if one.code.startswith(incomplete.upper())]
    words = dict.fromkeys(
        [one.name for one in PROBLEMS]
        + [one.key for one in key_pages.key_pages()]
        + list(HITS)
        + list(BUILTINS)
    )
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


@click.command()
@click.argument("words", nargs=-1, metavar="[CODE|NAME|KEY|POLICY|FUNCTION]", shell_complete=_known)
@options.language
def command(words: tuple[str, ...], language: str) -> int:
    """Explain a problem by its code or name: why it matters, what it looks like, and how it is mended.

    A key of the language, a hit policy of tables and a built-in function of FEEL are explained too. Without
    anything, lists all problems.

    \b
    Examples:
      flowc explain FC218
      flowc explain no-way-to-human
      flowc explain collect
      flowc explain unique
      flowc explain string length
      flowc explain FC218 --language id
    """
    from flowc.catalog import PROBLEMS, find
    from flowc.diagnostics import explain
    from flowc.diagnostics.similar import similar_names
    from flowc.feel import pages as built_ins
    from flowc.structure import hit_policies, key_pages
    from runtime.feel.builtins import BUILTINS

    word = " ".join(words)
    if not word:
        for kind in PROBLEMS:
            first = explain.first_sentences(explain.page(kind), language)
            click.echo(f"{kind.code}  {kind.name:28} {first}")
        return 0
    if found := find(word):
        click.echo(explain.render(explain.page(found), language), nl=False)
        return 0
    pages = tuple(page for page in key_pages.key_pages() if page.key == word)
    hits = hit_policies.HITS
    if not pages and word not in hits and word not in BUILTINS:
        keys = {page.key for page in key_pages.key_pages()}
        known = {kind.name for kind in PROBLEMS} | keys | set(hits) | set(BUILTINS)
        close = similar_names(word.lower(), known)
        advice = MEANT.in_(language).format(", ".join(close)) if close else LISTED.in_(language)
        raise click.UsageError(UNKNOWN.in_(language).format(word) + advice)
    parts = [key_pages.render(pages, language)] if pages else []
    parts += [hit_policies.render(word, language)] if word in hits else []
    parts += [built_ins.render(word, language)] if word in BUILTINS else []
    click.echo("\n".join(parts), nl=False)
    return 0
