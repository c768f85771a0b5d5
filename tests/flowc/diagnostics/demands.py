"""What readers of reports demand, whatever a report tells of: each line is a fact about the format."""

from __future__ import annotations

import re
from typing import Any  # documents are read back as JSON
from urllib.parse import urlsplit


def demand(log: Any) -> None:
    """Assert what every log must hold, whatever it tells of (facts about reports, SARIF)."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    assert 1 <= len(log["runs"]) <= 20
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"] == "flowc"
        assert run["columnKind"] == "unicodeCodePoints"
        assert len(driver["rules"]) <= 25_000
        assert len(run["results"]) <= 25_000
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            assert rule["shortDescription"]["text"]
            assert rule["fullDescription"]["text"]
            assert urlsplit(rule["helpUri"]).scheme
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
            assert 1 <= len(rule["properties"]["tags"]) <= 20
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            assert re.fullmatch(r"[0-9a-f]{64}:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
            assert len(result["locations"]) == 1
            assert len(result.get("relatedLocations", [])) <= 1_000
            for place in (*result["locations"], *result.get("relatedLocations", []), *steps_of(result)):
                demand_place(place["physicalLocation"])
        prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
        assert len(set(prints)) == len(prints)


def demand_place(physical: Any) -> None:
    uri = physical["artifactLocation"]["uri"]
    assert physical["artifactLocation"]["uriBaseId"] == "SRCROOT"
    assert not uri.startswith(("/", "./"))
    assert "\\" not in uri
    assert not re.search(r"[ :%](?![0-9A-F]{2})", uri)
    region = physical["region"]
    start, end = (
        (region["startLine"], region["startColumn"]),
        (region["endLine"], region["endColumn"]),
    )
    assert (1, 1) <= start <= end


def steps_of(result: Any) -> list[Any]:
    return [
        step["location"]
        for flow in result.get("codeFlows", [])
        for thread in flow["threadFlows"]
        for step in thread["locations"]
    ]


def unescaped(text: str) -> str:
    """Undo what a workflow command's reader undoes, in its order."""
    for sign, written in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(written, sign)
    return text


def notes_in(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does: `::command key=value,…::message`, one line each."""
    found = []
    for line in text.splitlines():
        parts = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert parts is not None, line
        command, properties, message = parts.groups()
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        found.append((command, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)))
    return found


def demand_code_quality(found: Any) -> None:
    """Assert what GitLab demands of a code quality report."""
    for one in found:
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(one["description"], str)
        assert one["check_name"]
        assert one["location"]["lines"]["begin"] >= 1
        assert not one["location"]["path"].startswith(("./", "/"))
    assert len({one["fingerprint"] for one in found}) == len(found)
