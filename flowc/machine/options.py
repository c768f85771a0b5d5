"""Answer options of slots and of `choose`: labels and phrases for every locale, phrases normalised."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model
from runtime.understanding.normalise import normalise


def label(text: tree.PeopleText | None, locales: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return a text for people in each locale; `otherwise` where the files name none."""
    if text is None:
        return dict.fromkeys(locales, otherwise)
    everywhere = text.all.text if text.all is not None else otherwise
    return {locale: text.locales[locale].text if locale in text.locales else everywhere for locale in locales}


def phrases(written: tree.Phrases | None, locales: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return normalised phrases per locale, each once, in order; locales without any are left out."""
    if written is None:
        return {}
    found = {
        locale: unique(word.text for word in (*written.all, *written.locales.get(locale, ())))
        for locale in locales
    }
    return {locale: some for locale, some in found.items() if some}


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts normalised, without those that come out empty or equal to an earlier one."""
    return tuple(dict.fromkeys(text for text in (normalise(raw) for raw in texts) if text))


def lower_option(option: tree.Option, locales: tuple[str, ...], values: Values) -> model.Option:
    """Return one option of a choice slot or of `choose`."""
    return model.Option(
        word=option.word.text,
        label=label(option.label, locales, option.word.text),
        phrases=phrases(option.phrases, locales),
        when=None if option.when is None else values.expr(option.when),
    )
