"""What people need: what is asked before a handover, and what another division that takes over misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from flowc.proofs.rules.need_not_asked import NeedNotAsked
from tests.ui.bots import AS_OF, lay_over_base, write_bot

BOT = """
slots:
  kota: {{type: text, from: page.title, default: Solo}}
  paket: {{type: choice, options: [a, b], ask: tanya}}
  akun: {{type: text, from: profile.username}}
divisions:
{divisions}
{more}
"""

MISSING = {
    "the next along the chain": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [nama]}",
        "",
        {("cs", "gudang", "nama")},
    ),
    "two along the chain": (
        "  cs: {name: A, fallback: [gudang]}\n  gudang: {name: B, fallback: [toko, leave_message]}\n"
        "  toko: {name: C, needs: [nama]}",
        "",
        {("cs", "toko", "nama")},
    ),
    "for one cause alone": (
        "  cs: {name: A, fallback: {closed: [leave_message], nobody: [gudang, leave_message], "
        "full: [wait], overflow: [wait]}}\n  gudang: {name: B, needs: [nama]}",
        "",
        {("cs", "gudang", "nama")},
    ),
    "up the ladder": (
        "  cs: {name: A, sla: {first_reply: {within: 5m, ladder: [{at: 5m, to: gudang}]}}}\n"
        "  gudang: {name: B, needs: [nama]}",
        "",
        {("cs", "gudang", "nama")},
    ),
    "without a question": ("  cs: {name: A, needs: [akun]}", "", {("cs", "cs", "akun")}),
    "asked in one flow alone": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [order_id]}",
        "flows: {lapor: {steps: [{collect: order_id}, handover]}}",
        {("cs", "gudang", "order_id")},
    ),
}

GIVEN = {
    "asked for the first division": (
        "  cs: {name: A, needs: [nama], fallback: [gudang, leave_message]}\n"
        "  gudang: {name: B, needs: [nama]}",
        "",
    ),
    "a default": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [kota]}",
        "",
    ),
    "asked for the table": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [paket]}",
        "routing:\n  tujuan:\n    rows: |\n      paket | to\n      a     | cs\n      -     | cs\n",
    ),
    "steps that list their own": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [nama]}",
        "flows: {menu: {start_on: greeting, steps: [{handover: cs, needs: none}]}}\n"
        "escalation: [{rule: diminta, when: 'message.intent = \"ask_human\"', handover: auto, needs: none}]\n"
        "defaults:\n  timeout: {after: 12h, do: [{say: tutup}, {end: conversation}]}\n"
        "  on_invalid: [{handover: auto, needs: none}]\n  on_error: [{handover: auto, needs: none}]\n",
    ),
    "known wherever a handover begins": (
        "  cs: {name: A, fallback: [gudang, leave_message]}\n  gudang: {name: B, needs: [order_id]}",
        "flows: {menu: {start_on: greeting, steps: [{collect: order_id}, {handover: cs}]}}\n"
        "escalation: [{rule: diminta, when: 'message.intent = \"ask_human\"', handover: auto, needs: none}]\n"
        "defaults:\n  timeout: {after: 12h, do: [{say: tutup}, {end: conversation}]}\n"
        "  on_invalid: [{handover: auto, needs: none}]\n  on_error: [{handover: auto, needs: none}]\n",
    ),
    "only an agent passes on": ("  cs: {name: A}\n  gudang: {name: B, needs: [nama]}", ""),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_need_that_nobody_asks_is_told(name: str, tmp_path: Path) -> None:
    divisions, more, expected = MISSING[name]
    assert told(tmp_path, divisions, more) == expected


@pytest.mark.parametrize("name", GIVEN)
def test_a_need_that_is_known_or_asked_is_not(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, *GIVEN[name]) == set()


def told(folder: Path, divisions: str, more: str) -> set[tuple[str, str, str]]:
    """Return the first division, the one that takes over, and the slot of each finding."""
    files = lay_over_base({"bot.yaml": BOT.format(divisions=divisions, more=more)})
    result = compile_bot(write_bot(folder, files), AS_OF)
    assert [one.code for one in result.problems if one.severity.value == "error"] == []
    found = [one for one in result.problems if isinstance(one, NeedNotAsked)]
    return {(one.first, one.division, one.slot) for one in found}
