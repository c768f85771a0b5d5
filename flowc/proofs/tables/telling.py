"""An analysis in words: one line for each finding, with the input that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics.model import Text
from flowc.proofs.tables.analysis import Analysis, Finding
from runtime.feel.values import Value
from runtime.feel.writing import literal

_SENTENCES = {
    "gap": Text("no row holds for {inputs}", "tidak ada baris yang cocok untuk {inputs}"),
    "overlap": Text(
        "rows {others} and {row} both hold for {inputs}",
        "baris {others} dan {row} sama-sama cocok untuk {inputs}",
    ),
    "shadowed": Text(
        "row {row} is never reached: row {others} takes all of it, for example {inputs}",
        "baris {row} tidak pernah tercapai: semuanya diambil baris {others}, misalnya {inputs}",
    ),
    "unreachable": Text(
        "row {row} is never reached: rows {others} together take all of it, for example {inputs}",
        "baris {row} tidak pernah tercapai: semuanya diambil bersama oleh baris {others}, misalnya {inputs}",
    ),
    "repeats": Text(
        "row {row} only repeats row {others}, for example for {inputs}",
        "baris {row} hanya mengulang baris {others}, misalnya untuk {inputs}",
    ),
    "impossible": Text(
        "row {row} never holds: no value of `{column}` fits its cell",
        "baris {row} tidak pernah cocok: tidak ada nilai `{column}` yang sesuai dengan selnya",
    ),
}
_UNSETTLED = {
    "values": Text(
        "not made sure of: column `{column}` has too many kinds of values to try them all",
        "belum pasti: kolom `{column}` punya terlalu banyak macam nilai untuk dicoba semua",
    ),
    "expression": Text(
        "not made sure of: row {row} asks about more than the values of its columns",
        "belum pasti: baris {row} menanyakan lebih dari nilai kolom-kolomnya",
    ),
    "outputs": Text(
        "not made sure of: rows {others} and {row} hold together, and may give different values",
        "belum pasti: baris {others} dan {row} cocok bersamaan, dan nilainya bisa berbeda",
    ),
    "combinations": Text(
        "not made sure of: too many combinations of columns to try them all (row {row})",
        "belum pasti: terlalu banyak kombinasi kolom untuk dicoba semua (baris {row})",
    ),
    "more overlaps": Text(
        "and more overlaps from row {row} on", "dan masih ada tumpang tindih mulai baris {row}"
    ),
}
_MASKED = Text(
    "pairs of rows that hold together: {count}; the hit policy `{hit}` settles what counts",
    "pasang baris yang cocok bersamaan: {count}; cara `{hit}` menentukan mana yang dipakai",
)
_FINE = Text(
    "nothing is open, said twice or out of reach", "tidak ada yang bolong, berulang, atau tak tercapai"
)
_ANY = Text("any input", "masukan apa saja")


def told(analysis: Analysis, headings: Sequence[str], hit: str, language: str) -> list[str]:
    """Return the findings as sentences; one that all is well when there are none."""
    lines = [_told(finding, headings, language) for finding in analysis.findings]
    if not lines:
        lines = [_FINE.in_(language)]
    if analysis.masked:
        lines.append(_MASKED.in_(language).format(count=analysis.masked, hit=hit))
    return lines


def _told(finding: Finding, headings: Sequence[str], language: str) -> str:
    sentence = _UNSETTLED[finding.why] if finding.kind == "unsettled" else _SENTENCES[finding.kind]
    return sentence.in_(language).format(
        row="-" if finding.row is None else finding.row + 1,
        others=", ".join(str(other + 1) for other in finding.others),
        column="" if finding.column is None else headings[finding.column],
        inputs=given(headings, finding.inputs) or _ANY.in_(language),
    )


def given(headings: Sequence[str], inputs: Sequence[Value]) -> str:
    """Return inputs as a person reads them: `topic = refund, skor = null`."""
    return ", ".join(f"{heading} = {_shown(value)}" for heading, value in zip(headings, inputs, strict=True))


def _shown(value: Value) -> str:
    return value if isinstance(value, str) and value.strip() == value != "" else literal(value)
