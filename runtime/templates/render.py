"""Fills templates in, within bounds of output, rounds and depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from jinja2 import Template, TemplateError, nodes

from runtime.core.env import RenderError
from runtime.formats import Formats, Unprintable
from runtime.routing.zone import Zone
from runtime.templates.environment import ROUNDS, Environment
from runtime.templates.filters import OUTPUT_CHARS
from runtime.templates.quick import Fill, Unfilled, build_quick
from runtime.templates.reading import inspect

COMPILED = 4_096  # templates kept compiled: a large bot's messages in two languages
LOCALES = 64  # of one bot
_FAULTS = (ArithmeticError, TypeError, ValueError, RecursionError)  # values that cannot be printed so


class RenderFault(RenderError):
    """A template could not be filled in; `why` is for the trace, never for the customer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Templates:
    """Fills templates in for one bot. Compiled templates are kept; nothing else is."""

    def __init__(self, currency: str = "IDR", zone: Zone = ()) -> None:
        self._formats = lru_cache(maxsize=LOCALES)(lambda locale: Formats(locale, currency, zone))
        self._environments = lru_cache(maxsize=LOCALES)(
            lambda locale: Environment.printing(self._formats(locale))
        )
        self._compiled = lru_cache(maxsize=COMPILED)(self._compile)
        self._quick = lru_cache(maxsize=COMPILED)(self._build_quick)

    def render(self, text: str, variables: Mapping[str, object], locale: str) -> str:
        """Return `text` filled in with `variables`, plain values and contexts as FEEL gives them.

        Raises:
            RenderFault: a variable is missing or null, a value does not print, or a bound is passed.
        """
        if "{" not in text:
            return _capped([text])
        quick = self._quick(text, locale)
        if quick is not None:
            try:
                filled = quick(variables)
            except (Unfilled, *_FAULTS):
                pass  # Jinja2 says what is wrong, in its own order
            else:
                if len(filled) <= OUTPUT_CHARS:
                    return filled
        try:
            return _capped(self._compiled(text, locale).generate(variables))
        except Unprintable as error:
            raise RenderFault(f"{error} does not print") from error
        except (TemplateError, *_FAULTS) as error:
            raise RenderFault(str(error)[:200] or type(error).__name__) from error

    def _build_quick(self, text: str, locale: str) -> Fill | None:
        return build_quick(text, self._environments(locale).filters, self._formats(locale).print)

    def _compile(self, text: str, locale: str) -> Template:
        faults = inspect(text).faults
        if faults:
            raise RenderFault(f"{faults[0].kind} {faults[0].name} at {faults[0].at.offset}")
        environment: Environment = self._environments(locale)
        tree = environment.parse(text)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, ROUNDS, [], [], None, None, lineno=loop.lineno)
        return Template.from_code(environment, environment.compile(tree), {})


def _capped(chunks: Sequence[str] | Iterator[str]) -> str:
    parts: list[str] = []
    room = OUTPUT_CHARS
    for chunk in chunks:
        room -= len(chunk)
        if room < 0:
            raise RenderFault(f"longer than {OUTPUT_CHARS} characters")
        parts.append(chunk)
    return "".join(parts)
