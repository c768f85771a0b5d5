"""`flowc table` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

from click.testing import CliRunner

from flowc.cli.group import group
from tests.ui.bots import write_example


def test_cases_are_answered_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    table = {
        "hitPolicy": "FIRST",
        "inputs": [{"expr": "Age"}],
        "outputs": [{"name": None}],
        "rules": [{"in": ["< 18"], "out": ['"child"']}, {"in": ["-"], "out": ['"adult"']}],
    }
    cases = [{"id": number, "table": table, "context": {"Age": age}} for number, age in enumerate((3, 30))]
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    result = CliRunner().invoke(group, ["table", "eval", "--cases", str(path)])
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": 0, "value": "child"},
        {"id": 1, "value": "adult"},
    ]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    path.write_text("[1, 2]\n", encoding="utf-8")
    result = CliRunner().invoke(group, ["table", "eval", "--cases", str(path)])
    assert result.exit_code != 0
    assert "no JSON object" in result.output


BOT = Path(__file__).resolve().parents[3] / "examples" / "toko-sejahtera"


def test_a_table_is_shown_with_what_it_leaves_open() -> None:
    result = CliRunner().invoke(group, ["table", "show", str(BOT), "bahasa", "--language", "en"])
    assert result.exit_code == 0
    assert "    1 en" in result.stdout
    assert "no row holds for conversation.locale = id, route.to = null" in result.stdout


def test_a_row_that_is_hit_says_by_what(tmp_path: Path) -> None:
    values = tmp_path / "slots.yaml"
    values.write_text("customer.tier: gold\ntopic: refund\n", encoding="utf-8")
    command = ["table", "show", str(BOT), "prioritas", "--with", str(values), "--language", "en"]
    assert CliRunner().invoke(group, command).stdout == "row 2 holds: customer.tier = gold, topic = refund\n"


def test_a_routing_table_says_whose_hours_its_rows_meet(tmp_path: Path) -> None:
    bot = write_example(
        tmp_path / "bot",
        dedent("""
        hours:
          kantor: {mon-fri: 08:00-17:00}
          pagi: {overrides: {2027-01-04: 08:00-12:00}}
        divisions:
          dijaga: {name: Dijaga, hours: kantor, fallback: [cs, leave_message]}
          kantor: {name: Kantor, hours: kantor}
          sekali: {name: Sekali, hours: pagi}
        slots:
          topic: {type: choice, options: [a, b, c, d, e, f], ask: tanya}
        routing:
          tujuan:
            rows: |
              topic | to
              a, b  | kantor
              c     | dijaga
              d     | sekali
              e     | kantor
              f     | =if now.hour > 12 then "cs" else "kantor"
              -     | cs
        """),
    )
    command = ["table", "show", str(bot), "tujuan", "--as-of", "2027-01-01", "--no-cache", "--language"]
    shown = CliRunner().invoke(group, [*command, "en"])
    assert shown.exit_code == 0, shown.output
    # 522 days from Monday to Friday, and so 523 stretches around them
    assert shown.stdout.splitlines()[-6:] == [
        "who is there, until 2029-01-01:",
        "  rows 1, 4 → kantor: nobody 523 times, first from 2027-01-01 00:00 WIB to 2027-01-01 08:00 WIB;"
        " a message is left then, answered from 2027-01-01 08:00 WIB on",
        "  row 2 → dijaga, when closed cs: somebody at any time",
        "  row 3 → sekali: nobody from 2027-01-04 12:00 WIB to 2029-01-02 00:00 WIB;"
        " a message left then has no day on which it is answered",
        "  row 5: the division is worked out when it is needed, so its hours are not followed here",
        "  row 6 → cs: somebody at any time",
    ]
    assert "  baris 6 → cs: selalu ada orang" in CliRunner().invoke(group, [*command, "id"]).stdout


def test_a_table_that_is_not_there_is_refused() -> None:
    result = CliRunner().invoke(group, ["table", "show", str(BOT), "tujuam", "--language", "en"])
    assert "there is no table `tujuam`; the bot has tujuan" in result.output
