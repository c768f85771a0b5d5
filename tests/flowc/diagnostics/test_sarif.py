"""SARIF 2.1.0: the parts that the standard and GitHub's code scanning demand, and where witnesses go."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any  # documents are read back as JSON
from urllib.parse import unquote

from flowc.catalog import PROBLEMS, find
from flowc.diagnostics.explain import page
from flowc.diagnostics.model import Label
from flowc.diagnostics.render import sarif
from flowc.diagnostics.render.report import Look, Report
from tests.flowc.diagnostics.demands import demand, steps_of
from tests.flowc.diagnostics.sample import ASKS, BROKEN, CLEAN, LIKELY, PATH, WAITS


def log_of(*reports: Report, look: Look | None = None) -> Any:
    return json.loads(sarif.render(reports, look or Look()))


def run_of(*reports: Report, look: Look | None = None) -> Any:
    (run,) = log_of(*reports, look=look)["runs"]
    return run


def test_every_demand_holds_for_a_full_an_empty_and_a_huge_log() -> None:
    demand(log_of(BROKEN, CLEAN))
    demand(log_of())
    many = replace(WAITS, secondary=tuple(Label(ASKS, WAITS.message) for _ in range(1_500)))
    demand(log_of(replace(BROKEN, diagnostics=(many, *[LIKELY] * 26_000))))


def test_a_result_has_its_rule_level_place_and_words() -> None:
    run = run_of(BROKEN)
    result = run["results"][1]
    assert (result["ruleId"], result["level"]) == ("FC512", "error")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["FC501", "FC512"]
    physical = result["locations"][0]["physicalLocation"]
    assert unquote(physical["artifactLocation"]["uri"]) == PATH
    assert physical["region"] == {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 26}
    first, _, rest = result["message"]["text"].partition("\n\n")
    assert first == "`order_id` is awaited: 100%"
    assert "why: nobody comes" in rest


def test_the_conversation_is_a_code_flow_each_line_at_its_step() -> None:
    steps = steps_of(run_of(BROKEN)["results"][1])
    assert [step["message"]["text"] for step in steps] == [
        "customer: halo kak",
        "bot: Nomor?",
        "…: (no answer)",
    ]
    places = [step["physicalLocation"] for step in steps]
    assert [unquote(one["artifactLocation"]["uri"]) for one in places] == [PATH, "bot toko/bot.yaml", PATH]
    assert [one["region"]["startLine"] for one in places] == [4, 1, 4]


def test_further_places_are_related_and_say_where_ready_made_ones_are() -> None:
    related = run_of(BROKEN)["results"][1]["relatedLocations"]
    assert [one["message"]["text"] for one in related] == [
        "the ready-made one (flowc:salam.yaml:3)",
        "used here",
    ]


def test_a_fix_is_a_replacement_in_a_file_of_the_repository() -> None:
    (fix,) = run_of(BROKEN)["results"][1]["fixes"]
    (change,) = fix["artifactChanges"]
    assert unquote(change["artifactLocation"]["uri"]) == PATH
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "nama_anda"}
    # Code points, as `columnKind` says: each of the two signs before it counts one.
    assert replacement["deletedRegion"] == {"startLine": 5, "startColumn": 21, "endLine": 5, "endColumn": 25}


def test_a_rule_carries_its_page_in_the_reader_s_language() -> None:
    kind = find("FC512")
    assert kind is not None
    look = Look("id", pages={"FC512": page(kind)})
    rule = run_of(BROKEN, look=look)["tool"]["driver"]["rules"][1]
    assert rule["shortDescription"]["text"].startswith("Sebuah langkah menunggu")
    assert rule["help"]["text"].startswith("FC512 wait-without-timeout")
    assert rule["help"]["markdown"].startswith("# FC512")


def test_every_code_has_a_tag() -> None:
    assert {sarif.stage_of(kind.code) for kind in PROBLEMS} >= {"source", "proofs", "allowed"}


def test_what_is_left_out_is_told() -> None:
    (invocation,) = run_of(BROKEN)["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "2 more problems are not in this log"
    assert "invocations" not in run_of(CLEAN)
