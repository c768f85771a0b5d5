"""Chains are resolved to their end for every cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from runtime.artifact.model import Chains
from tests.ui.bots import AS_OF, write_example


def chains(folder: Path, fallbacks: dict[str, str]) -> Chains:
    """Return the chains of division `cs`."""
    lines = [
        f"  {name}: {{name: {{id: {name}, en: {name}}}, fallback: {fallback}}}"
        for name, fallback in fallbacks.items()
    ]
    result = compile_bot(write_example(folder / "bot", "\n".join(["divisions:", *lines, ""])), AS_OF)
    assert result.artifact is not None, [problem.report().message.en for problem in result.problems]
    return result.artifact.divisions["cs"].fallback


@pytest.mark.parametrize(
    ("fallbacks", "expected"),
    [
        pytest.param({"cs": "[leave_message]"}, ("leave_message",), id="one link"),
        pytest.param(
            {"cs": "[dua, leave_message]", "dua": "[leave_message]"},
            ("dua", "leave_message"),
            id="written out",
        ),
        pytest.param(
            {"cs": "[dua]", "dua": "[tiga, leave_message]", "tiga": "[leave_message]"},
            ("dua", "tiga", "leave_message"),
            id="goes on with the last one's chain",
        ),
        pytest.param(
            {"cs": "[dua, tiga]", "dua": "[leave_message]", "tiga": "[dua, cs, leave_message]"},
            ("dua", "tiga", "leave_message"),
            id="names a division once, and never itself",
        ),
    ],
)
def test_one_chain_for_every_cause(
    tmp_path: Path, fallbacks: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert chains(tmp_path, fallbacks) == Chains(expected, expected, expected, expected)


def test_each_cause_may_have_its_own_and_closed_never_waits(tmp_path: Path) -> None:
    found = chains(
        tmp_path,
        {
            "cs": "{nobody: [dua], full: [wait]}",
            "dua": "{nobody: [wait], full: [leave_message]}",
        },
    )
    assert found == Chains(
        closed=("leave_message",), nobody=("dua", "wait"), full=("wait",), overflow=("leave_message",)
    )
