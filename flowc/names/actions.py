"""Checks actions: marks in their paths, and that no text of a bot holds a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.diagnostics.similar import similar_names
from flowc.names.look import Look
from flowc.names.problems.actions import SecretInFile, UnknownPathMark
from flowc.source.span import Span
from flowc.structure import tree

_MARK = re.compile(r"\{([^{}]*)\}")

# What the tokens of common services look like, and a long random text behind a telling name.
_SECRET = re.compile(
    r"""\b(?: sk_(?:live|test)_[A-Za-z0-9]{16,} | gh[pousr]_[A-Za-z0-9]{30,} | xox[abp]-[A-Za-z0-9-]{20,}
        | AKIA[A-Z0-9]{16} | AIza[A-Za-z0-9_-]{30,} | EAA[A-Za-z0-9]{40,} |
        SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
        | eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,} )
      | -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----
      | \b[Bb]earer\s+[A-Za-z0-9._~+/-]{20,}
      |
      (?:password|passwd|secret|token|api_?key|kata_?sandi)["']?\s*[=:]\s*["']?(?=[^\s"'&]*\d)[A-Za-z0-9._~+/-]{12,}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def check(look: Look) -> None:
    for action in look.bot.actions.values():
        if action.http is not None:
            _http(look, action, action.http)
    for text, span in _written(look):
        if _SECRET.search(text):
            look.report(SecretInFile(span))


def _http(look: Look, action: tree.Action, http: tree.Http) -> None:
    for match in _MARK.finditer(http.path.text):
        mark = match.group(1)
        if mark not in action.inputs:
            look.report(
                UnknownPathMark(
                    http.path.place(*match.span()), mark, action.name.text, similar_names(mark, action.inputs)
                )
            )


def _written(look: Look) -> Iterator[tuple[str, Span]]:
    """Yield every text of a bot that could hold a secret: of actions, values and messages."""
    for action in look.bot.actions.values():
        if action.http is not None:
            yield action.http.path.text, action.http.path.span
            yield from _values((*action.http.query, *(action.http.body or ())))
        yield from _values(action.with_)
    for visit in look.symbols.visits:
        step = visit.step
        match step:
            case tree.Call() | tree.RunFlow():
                yield from _values(step.with_)
            case tree.Set():
                yield from _values(step.assign)
            case tree.Collect() if step.verify is not None:
                yield from _values(step.verify.with_)
            case _:
                pass
    for message in (*look.bot.messages.values(), *look.symbols.in_place.values()):
        for variant in message.variants:
            for content in variant.contents:
                yield content.text.text, content.text.span


def _values(arguments: tuple[tree.Argument, ...]) -> Iterator[tuple[str, Span]]:
    for argument in arguments:
        if argument.value is not None and argument.value.text is not None:
            yield f"{argument.name.text}: {argument.value.text}", argument.value.span
