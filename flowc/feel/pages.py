"""The page of a built-in function: what it is for, how it is called, and examples that a test runs."""

from __future__ import annotations

from flowc.diagnostics.model import Text
from flowc.feel.summaries import SUMMARIES
from runtime.feel.builtins import BUILTINS, Builtin, Parameter, Signature

_EXAMPLES = Text("examples", "contoh")
_ABSENT = Text("or null where there is none", "atau null bila tidak ada")
_FAILING = Text(
    "or null where the text or value means none", "atau null bila teks atau nilainya tidak berarti apa-apa"
)


def calls(builtin: Builtin) -> tuple[str, ...]:
    """Return every way to call a function: `substring(string: string, …, length?: number) -> string`."""
    return tuple(
        f"{builtin.name}({', '.join(map(_parameter, one.parameters))}) -> {one.gives}"
        for one in builtin.signatures
    )


def _parameter(one: Parameter) -> str:
    mark = "?" if one.optional else "..." if one.variadic else ""
    return f"{one.name}{mark}: {' | '.join(one.kinds)}"


def render(name: str, language: str = "en") -> str:
    """Return the page of a built-in as text for a terminal."""
    builtin = BUILTINS[name]
    lines = [f"{name}(): {SUMMARIES[name].in_(language)}", ""]
    for call, signature in zip(calls(builtin), builtin.signatures, strict=True):
        marked = _mark(signature)
        lines.append(f"    {call}" + (f", {marked.in_(language)}" if marked else ""))
    lines += ["", f"  {_EXAMPLES.in_(language)}:"]
    lines += [f"    flowc eval '{left}'  # {right}" for left, right in builtin.examples]
    return "\n".join(lines) + "\n"


def _mark(signature: Signature) -> Text | None:
    return _ABSENT if signature.absent else _FAILING if signature.failing else None


def rows() -> str:
    """Return all built-ins as rows of a Markdown table."""
    made = []
    for name, builtin in BUILTINS.items():
        ways = "<br>".join(f"`{_cell(call)}`" for call in calls(builtin))
        shown = "<br>".join(f"`{_cell(left)}` = `{_cell(right)}`" for left, right in builtin.examples)
        made.append(f"| {ways} | {SUMMARIES[name].en} | {shown} |\n")
    return "".join(made)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
