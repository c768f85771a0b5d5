"""GitHub's commands, GitLab's report, JUnit and Checkstyle: what their readers demand, a line each."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from flowc.diagnostics.render import checkstyle, github, gitlab, junit
from flowc.diagnostics.render.formats import FORMATS
from flowc.diagnostics.render.report import Look
from tests.flowc.diagnostics.demands import demand_code_quality, notes_in
from tests.flowc.diagnostics.sample import BROKEN, CLEAN, ODD, PATH, SOURCES, WAITS

EN = Look()
BOTH = (BROKEN, CLEAN)


def test_github_gets_a_line_for_each_problem_with_errors_first() -> None:
    found = notes_in(github.render(BOTH, EN))
    assert [(kind, one["title"]) for kind, one, _ in found] == [
        ("error", "FC512 wait-without-timeout"),
        ("error", "FC512 wait-without-timeout"),
        ("warning", "FC501 unreachable-step"),
    ]


def test_github_gets_the_place_from_one_with_an_exclusive_end_in_the_repository() -> None:
    _, properties, _ = notes_in(github.render(BOTH, EN))[0]
    expected = {"file": PATH, "line": "4", "endLine": "4", "col": "9", "endColumn": "26"}
    assert {key: properties[key] for key in expected} == expected


def test_github_gets_no_columns_of_a_place_of_several_lines() -> None:
    _, properties, _ = notes_in(github.render(BOTH, EN))[2]
    assert {"col", "endColumn"}.isdisjoint(properties)
    assert (properties["line"], properties["endLine"]) == ("5", "6")


def test_github_s_escapes_keep_every_sign_and_every_line() -> None:
    text = github.render(BOTH, EN)
    first = text.splitlines()[0]
    assert "file=bot toko/a%2C 100%25%3A b.yaml," in first
    assert "`order_id` is awaited: 100%25%0A" in first
    _, _, message = notes_in(text)[0]
    assert message.splitlines() == [
        "`order_id` is awaited: 100%",
        "here: no `timeout` here",
        "why: nobody comes",
        "conversation that goes wrong:",
        "  customer: halo kak",
        "  bot: Nomor?",
        "  …: (no answer)",
        "help: add this:",
        "  timeout: 1h",
        "more: flowc explain FC512",
    ]


def test_github_gets_nothing_for_bots_without_problems() -> None:
    assert github.render((CLEAN,), EN) == ""


def test_gitlab_gets_all_that_it_demands_of_a_finding() -> None:
    found = json.loads(gitlab.render(BOTH, EN))
    assert [one["check_name"] for one in found] == ["FC501", "FC512", "FC512"]
    demand_code_quality(found)
    assert found[1]["location"] == {"path": PATH, "lines": {"begin": 4, "end": 4}}
    assert found[1]["description"] == "FC512 wait-without-timeout: `order_id` is awaited: 100%"
    assert [one["severity"] for one in found] == ["minor", "critical", "critical"]


def test_gitlab_gets_an_empty_list_for_bots_without_problems() -> None:
    assert gitlab.render((CLEAN,), EN) == "[]\n"


def test_gitlab_never_gets_a_fingerprint_twice() -> None:
    twice = replace(BROKEN, diagnostics=(*BROKEN.diagnostics, *BROKEN.diagnostics))
    marks = [one["fingerprint"] for one in json.loads(gitlab.render((twice,), EN))]
    assert len(set(marks)) == len(marks) == 6


def test_a_fingerprint_has_neither_line_nor_language_nor_wording() -> None:
    text = SOURCES[ODD]
    lower = replace(WAITS.primary.span, line=5, end_line=5)
    moved = replace(
        BROKEN,
        diagnostics=(replace(WAITS, primary=replace(WAITS.primary, span=lower), why=None),),
        sources={**SOURCES, ODD: f"# a comment\n\n{text}"},
    )
    (before,) = json.loads(gitlab.render((replace(BROKEN, diagnostics=(WAITS,)),), EN))
    (after,) = json.loads(gitlab.render((moved,), Look("id")))
    assert after["location"]["lines"]["begin"] == before["location"]["lines"]["begin"] + 2
    assert after["fingerprint"] == before["fingerprint"]


@pytest.mark.parametrize(
    "changed",
    [
        {"diagnostics": (replace(WAITS, code="FC513"),)},
        {"in_repository": "toko-lain"},
        {"sources": {**SOURCES, ODD: SOURCES[ODD].replace("lacak", "retur")}},
        {"sources": {**SOURCES, ODD: SOURCES[ODD].replace("order_id", "nomor_resi")}},
    ],
    ids=["the code", "the folder", "the flow around it", "the line itself"],
)
def test_a_fingerprint_tells_apart(changed: dict[str, object]) -> None:
    report = replace(BROKEN, diagnostics=(WAITS,))
    (before,) = json.loads(gitlab.render((report,), EN))
    (after,) = json.loads(gitlab.render((replace(report, **changed),), EN))  # type: ignore[arg-type]  # keys vary
    assert after["fingerprint"] != before["fingerprint"]


def test_junit_has_a_suite_for_each_bot_and_counts_that_are_right() -> None:
    root = ElementTree.fromstring(junit.render(BOTH, EN).encode())
    assert root.tag == "testsuites"
    assert [(one.get("name"), one.get("tests"), one.get("failures")) for one in root] == [
        ("../toko", "3", "3"),
        ("kopi", "1", "0"),
    ]
    for suite in (root, *root):
        cases = suite.findall(".//testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall(".//failure")))
        assert {suite.get("errors"), suite.get("skipped")} == {"0"}
    for case in root.findall(".//testcase"):
        assert case.get("classname")
        assert case.get("name")


def test_junit_has_a_failure_with_place_message_type_and_the_whole_text() -> None:
    case = ElementTree.fromstring(junit.render(BOTH, EN).encode())[0][1]
    assert (case.get("file"), case.get("line")) == (PATH, "4")
    failure = case[0]
    assert (failure.get("type"), failure.get("message")) == ("error", "`order_id` is awaited: 100%")
    assert (failure.text or "").startswith(f"{PATH}:4:9\n`order_id` is awaited")
    assert "bot: Nomor?" in (failure.text or "")


def test_junit_has_a_case_that_passes_for_a_bot_without_problems() -> None:
    (case,) = ElementTree.fromstring(junit.render((CLEAN,), EN).encode())[0]
    assert (case.get("name"), list(case)) == ("no problems, 3 allowed", [])


def test_checkstyle_has_each_file_once_with_its_problems() -> None:
    root = ElementTree.fromstring(checkstyle.render(BOTH, EN).encode())
    assert (root.tag, root.get("version")) == ("checkstyle", "8.0")
    assert [(one.tag, one.get("name"), len(one)) for one in root] == [
        ("file", PATH, 2),
        ("file", "bot toko/bot.yaml", 1),
    ]
    for one in root.findall("./file/error"):
        assert one.get("severity") in ("error", "warning", "info")
        assert one.get("message")
    waits = root[0][1]
    assert (waits.get("line"), waits.get("column")) == ("4", "9")
    assert waits.get("source") == "flowc.FC512.wait-without-timeout"


def test_what_is_wrong_with_a_ready_made_flow_is_told_at_the_manifest_with_its_file() -> None:
    _, properties, message = notes_in(github.render((BROKEN,), EN))[1]
    assert (properties["file"], properties["line"]) == ("bot toko/bot.yaml", "1")
    assert message.startswith("`nama` is awaited (flowc:salam.yaml:3)\n")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_what_xml_and_terminals_cannot_hold_is_gone(name: str) -> None:
    text = FORMATS[name].render(BOTH, EN)
    assert not re.search("[\x00-\x08\x0b-\x1f]", text)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_problems_give_the_same_bytes_in_the_reader_s_language(name: str) -> None:
    indonesian = Look("id")
    text = FORMATS[name].render(BOTH, indonesian)
    assert text == FORMATS[name].render(BOTH, indonesian)
    assert text.endswith("\n")
    assert "tidak ada yang datang" in text
    odd = replace(BROKEN, in_repository="\udcff", folder="\udcff")
    assert FORMATS[name].render((odd,), EN).encode("utf-8", "replace")
