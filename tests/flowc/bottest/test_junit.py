"""JUnit XML of conversation tests: what CI reads, whatever stands in a name."""

from __future__ import annotations

from xml.etree import ElementTree

from flowc.bottest.junit import junit
from flowc.bottest.model import BotTest, Failure, Outcome, Report, Spoken
from flowc.source.span import Span

HERE = Span("tests/a.yaml", 4, 2, 4, 9)


def outcome(name: str, failure: Failure | None = None) -> Outcome:
    return Outcome(BotTest(name, HERE, {}, ()), (Spoken("customer", "halo"),), failure)


def test_every_test_is_a_case_at_its_line() -> None:
    report = Report((outcome("lulus"), outcome("gagal", Failure(HERE, "bot", "salam", "nothing"))))
    root = ElementTree.fromstring(junit({"toko": report}, "en"))
    (suite,) = root
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("toko", "2", "1")
    good, bad = suite
    assert (good.get("name"), good.get("file"), good.get("line")) == ("lulus", "toko/tests/a.yaml", "5")
    assert list(good) == []
    (failure,) = bad
    assert (failure.get("type"), failure.get("message")) == ("bot", "nothing")
    assert "expected: bot: salam" in (failure.text or "")


def test_what_xml_cannot_hold_leaves() -> None:
    failure = Failure(HERE, "says", "a\x00b", "\x1b[31m<merah> & \ufffe")
    text = junit({"a\x07<b>": Report((outcome('"kutip" \x01', failure),))}, "id")
    root = ElementTree.fromstring(text)
    assert root[0].get("name") == "a\ufffd<b>"
    assert root[0][0][0].get("message") == "\ufffd[31m<merah> & \ufffd"
