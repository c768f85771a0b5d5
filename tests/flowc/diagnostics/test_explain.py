"""A docstring becomes a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flowc.diagnostics.explain import Page, first_sentences, markdown, page, render
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class Example:
    """A step waits for the customer
    and nothing ever ends the wait.

    Why: a customer who stops
        answering is never helped.
    Ringkasan: Sebuah langkah menunggu pelanggan
    tanpa batas waktu.

    Berlaku juga untuk `choose`.
    Mengapa: pelanggan yang berhenti
    menjawab tidak pernah dibantu.
    Bad:
        flows:
          a:
            steps: []
    Good:
        flows:
          a:
            steps: [end]
    Since: 0.1
    """

    code: ClassVar[str] = "FC999"
    name: ClassVar[str] = "example"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        raise NotImplementedError  # never told: only its page is read here


@dataclass(frozen=True, slots=True)
class Undocumented(Example):
    pass


PAGE = Page(
    code="FC999",
    name="example",
    severity="error",
    summary=Text(
        "A step waits for the customer and nothing ever ends the wait.",
        "Sebuah langkah menunggu pelanggan tanpa batas waktu.\n\nBerlaku juga untuk `choose`.",
    ),
    why=Text(
        "a customer who stops answering is never helped.",
        "pelanggan yang berhenti menjawab tidak pernah dibantu.",
    ),
    bad="flows:\n  a:\n    steps: []",
    good="flows:\n  a:\n    steps: [end]",
    since="0.1",
)


def test_parts_are_found_and_yaml_keeps_its_form() -> None:
    assert page(Example) == PAGE


def test_a_class_does_not_inherit_the_page_of_another() -> None:
    assert page(Undocumented).why.en == ""


def test_text_page() -> None:
    assert render(PAGE) == (
        "FC999 example (error)\n\n"
        "A step waits for the customer and nothing ever ends the wait.\n\n"
        "Why: a customer who stops answering is never helped.\n\n"
        "Bad:\n\n    flows:\n      a:\n        steps: []\n\n"
        "Good:\n\n    flows:\n      a:\n        steps: [end]\n\n"
        "Since: 0.1\n"
    )


def test_text_page_in_indonesian() -> None:
    assert render(PAGE, "id") == (
        "FC999 example (galat)\n\n"
        "Sebuah langkah menunggu pelanggan tanpa batas waktu.\n\n"
        "Berlaku juga untuk `choose`.\n\n"
        "Mengapa: pelanggan yang berhenti menjawab tidak pernah dibantu.\n\n"
        "Keliru:\n\n    flows:\n      a:\n        steps: []\n\n"
        "Benar:\n\n    flows:\n      a:\n        steps: [end]\n\n"
        "Sejak: 0.1\n"
    )


def test_a_list_has_the_first_paragraph_of_each() -> None:
    assert first_sentences(PAGE, "id") == "Sebuah langkah menunggu pelanggan tanpa batas waktu."


def test_markdown_page() -> None:
    assert markdown(PAGE) == (
        "# FC999 `example`\n\n"
        "Error · since 0.1\n\n"
        "A step waits for the customer and nothing ever ends the wait.\n\n"
        "**Why.** a customer who stops answering is never helped.\n\n"
        "**Ringkasan.** Sebuah langkah menunggu pelanggan tanpa batas waktu.\n\n"
        "Berlaku juga untuk `choose`.\n\n"
        "**Mengapa.** pelanggan yang berhenti menjawab tidak pernah dibantu.\n\n"
        "**Bad**\n\n```yaml\nflows:\n  a:\n    steps: []\n```\n\n"
        "**Good**\n\n```yaml\nflows:\n  a:\n    steps: [end]\n```\n"
    )


def test_a_page_without_examples() -> None:
    bare = replace(PAGE, bad="", good="")
    assert "Bad" not in render(bare) + markdown(bare)
    assert render(bare).endswith("never helped.\n\nSince: 0.1\n")
