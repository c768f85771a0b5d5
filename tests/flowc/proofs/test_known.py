"""Which values are known where: small flows, each with whether its text lacks a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from tests.ui.bots import AS_OF, lay_over_base, write_bot

BOT = """
slots:
  nomor: {{type: text, ask: tanya}}
  lain: {{type: text, ask: tanya}}
  jumlah: {{type: number, ask: tanya}}
  bebas: {{type: text, ask: tanya, optional: true}}
  kota: {{type: text, default: Solo}}
intents:
  lacak: {{phrases: {{id: [lacak paket]}}}}
  ubah: {{phrases: {{id: [ubah nomor]}}}}
actions:
  cari:
    python: cari
    outputs: {{nama: {{type: text}}}}
    repeat: safe
messages:
  teks: {{id: "{text}"}}
{flows}
"""

LACKS = {
    "never asked": ("{{ nomor }}", "- {say: teks}"),
    "asked after it": ("{{ nomor }}", "- {say: teks}\n- {collect: nomor}"),
    "given up with continue": ("{{ nomor }}", "- {collect: nomor, on_invalid: continue}\n- {say: teks}"),
    "nobody answers, and it goes on": (
        "{{ nomor }}",
        "- {collect: nomor, timeout: {after: 1h, do: continue}}\n- {say: teks}",
    ),
    "asked under a guard": ("{{ nomor }}", "- {collect: nomor, when: 'kota = \"Solo\"'}\n- {say: teks}"),
    "may be skipped": ("{{ bebas }}", "- {collect: bebas}\n- {say: teks}"),
    "emptied": ("{{ nomor }}", "- {collect: nomor}\n- {set: {nomor: null}}\n- {say: teks}"),
    "set to what may be missing": ("{{ nomor }}", "- {set: {nomor: =lain}}\n- {say: teks}"),
    "an answer without a member": ("{{ hasil.nama }}", "- {call: cari, into: hasil}\n- {say: teks}"),
    "an answer that finds nothing": ("{{ nomor }}", "- {call: cari, into: {nomor: nama}}\n- {say: teks}"),
    "an action that fails": (
        "{{ nomor }}",
        "- {call: cari, into: {nomor: nama}, on_error: continue}\n- {say: teks}",
    ),
    "a look-up's other member": (
        "{{ hasil.nama }}",
        "- {collect: nomor, verify: {call: cari, into: hasil}}\n- {say: teks}",
    ),
    "a look-up's invalid names the result": (
        "{{ hasil.nama }}",
        "- {collect: nomor, verify: {call: cari, into: hasil, invalid: teks}}\n- {say: halo}",
    ),
    "an answer that does not fit by itself": (
        "{{ nomor }}",
        "- {collect: nomor, invalid: teks, verify: {call: cari, into: hasil}}\n- {say: halo}",
    ),
    "a guard on another value": ("{{ nomor }}", "- {say: teks, when: lain != null}"),
    "a comparison that null passes": ("{{ nomor }}", "- {say: teks, when: 'nomor != \"x\"'}"),
    "the null case": (
        "{{ nomor }}",
        '- switch: nomor\n  cases:\n    "null": [{say: teks}]\n    otherwise: [{say: halo}]',
    ),
    "a fact of a handover before it": ("{{ division.name }}", "- {say: teks}"),
    "the page, which only the web has": ("{{ page.title }}", "- {say: teks}"),
    "the customer's name": ("{{ customer.name }}", "- {say: teks}"),
    "the message, after silence": (
        "{{ message.text }}",
        "- {collect: nomor, timeout: {after: 1h, do: [{say: teks}, end]}}\n- {say: halo}",
    ),
    "a note": ("{{ nomor }}", "- {handover: auto, note: '{{ nomor }}'}"),
}

HAS = {
    "asked before": ("{{ nomor }}", "- {collect: nomor}\n- {say: teks}"),
    "a default": ("{{ kota }}", "- {say: teks}"),
    "set": ("{{ nomor }}", "- {set: {nomor: A1}}\n- {say: teks}"),
    "worked out of what is known": (
        "{{ jumlah }}",
        "- {collect: jumlah}\n- {set: {jumlah: '=jumlah * 2 + 1'}}\n- {say: teks}",
    ),
    "an if that takes null": (
        "{{ nomor }}",
        "- {set: {nomor: '=if lain = null then \"A\" else lain'}}\n- {say: teks}",
    ),
    "asked in both cases": (
        "{{ nomor }}",
        '- switch: kota = "Solo"\n  cases:\n    "true": [{collect: nomor}]\n'
        "    otherwise: [{set: {nomor: B}}]\n- {say: teks}",
    ),
    "a guard": ("{{ nomor }}", "- {say: teks, when: nomor != null}"),
    "a comparison that null does not pass": ("{{ jumlah }}", "- {say: teks, when: jumlah > 2}"),
    "a block that is left without it": (
        "{{ nomor }}",
        "- when: nomor = null\n  do: [{say: halo}, end]\n- {say: teks}",
    ),
    "a case with a word": (
        "{{ hasil.nama }}",
        "- {call: cari, into: hasil}\n- switch: hasil.nama\n  cases:\n    A, B: [{say: teks}]\n"
        "    otherwise: [{say: halo}]",
    ),
    "what is left after the null case": (
        "{{ nomor }}",
        '- switch: nomor\n  cases:\n    "null": [{say: halo}]\n    otherwise: [{say: teks}]',
    ),
    "a look-up that its check makes sure of": (
        "{{ hasil.nama }}",
        "- {collect: nomor, verify: {call: cari, into: hasil, check: hasil.nama != null}}\n- {say: teks}",
    ),
    "a look-up's invalid names what it refuses": (
        "{{ nomor }}",
        "- {collect: nomor, verify: {call: cari, into: hasil, invalid: teks}}\n- {say: halo}",
    ),
    "an if in the text": ("{% if nomor %}{{ nomor }}{% endif %}", "- {say: teks}"),
    "a default in the text": ("{{ nomor | default('-') }}", "- {say: teks}"),
    "the message": ("{{ message.text }}", "- {say: teks}"),
    "asked again, and given up": (
        "{{ nomor }}",
        "- {set: {nomor: A}}\n- {collect: nomor, again: true, on_invalid: continue}\n- {say: teks}",
    ),
    "a round back to the question": (
        "{{ nomor }}",
        "- {step: lagi, collect: nomor, again: true}\n- {say: teks}\n- {goto: lagi}",
    ),
}

FLOWS = {
    "a flow that is called gives it": (
        True,
        """
  minta: {steps: [{collect: nomor}]}
  utama: {steps: [{flow: minta}, {say: teks}]}
""",
    ),
    "a flow that is called may not": (
        False,
        """
  minta: {steps: [{collect: nomor, on_invalid: continue}]}
  utama: {steps: [{flow: minta}, {say: teks}]}
""",
    ),
    "a flow that is called takes it away": (
        False,
        """
  buang: {steps: [{set: {nomor: null}}]}
  utama: {steps: [{collect: nomor}, {flow: buang}, {say: teks}]}
""",
    ),
    "a flow that is called leaves it alone": (
        True,
        """
  tanya_lain: {steps: [{collect: lain}]}
  utama: {steps: [{collect: nomor}, {flow: tanya_lain}, {say: teks}]}
""",
    ),
    "what a flow makes of another's value": (
        False,
        """
  salin: {steps: [{set: {nomor: =lain}}]}
  utama: {steps: [{collect: nomor}, {flow: salin}, {say: teks}]}
""",
    ),
    "one of two callers has not asked": (
        False,
        """
  tulis: {steps: [{say: teks}]}
  satu: {steps: [{collect: nomor}, {flow: tulis}]}
  dua: {steps: [{flow: tulis}]}
""",
    ),
    "both callers have asked": (
        True,
        """
  tulis: {steps: [{say: teks}]}
  satu: {steps: [{collect: nomor}, {flow: tulis}]}
  dua: {steps: [{collect: nomor}, {flow: tulis}]}
  menu: {start_on: greeting, steps: [{flow: satu}, {flow: dua}]}
""",
    ),
    "an interruption empties it": (
        False,
        """
  utama: {steps: [{collect: nomor}, {collect: lain}, {say: teks}]}
  ganti: {start_on: ubah, steps: [{set: {nomor: null}}, {say: halo}]}
""",
    ),
    "an interruption leaves it alone": (
        True,
        """
  utama: {steps: [{collect: nomor}, {collect: lain}, {say: teks}]}
  ganti: {start_on: ubah, steps: [{set: {nomor: B}}, {say: halo}]}
""",
    ),
    "nothing waits between": (
        True,
        """
  utama: {steps: [{collect: nomor}, {say: teks}]}
  ganti: {start_on: ubah, steps: [{set: {nomor: null}}, {say: halo}]}
""",
    ),
}


@pytest.mark.parametrize("name", LACKS)
def test_a_text_that_may_lack_a_value_is_told(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, *of_steps(*LACKS[name])) == {"FC553"}


@pytest.mark.parametrize("name", HAS)
def test_a_text_that_has_its_values_is_not(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, *of_steps(*HAS[name])) == set()


@pytest.mark.parametrize("name", FLOWS)
def test_values_are_followed_through_flows(name: str, tmp_path: Path) -> None:
    known, flows = FLOWS[name]
    assert told(tmp_path, "{{ nomor }}", "flows:" + flows) == (set() if known else {"FC553"})


def of_steps(text: str, steps: str) -> tuple[str, str]:
    lines = "\n".join(f"      {line}" for line in steps.splitlines())
    return text, f"flows:\n  utama:\n    steps:\n{lines}"


def told(folder: Path, text: str, flows: str) -> set[str]:
    """Return the codes of errors, and FC553 where it is told."""
    files = lay_over_base({"contoh.yaml": BOT.format(text=text, flows=flows)})
    result = compile_bot(write_bot(folder, files), AS_OF)
    wanted = [one for one in result.problems if one.code == "FC553" or one.severity.value == "error"]
    return {one.code for one in wanted}
