"""The chat page has a word of its own, in both languages, for every state that a record can have."""

from __future__ import annotations

import json
import re

from tests.architecture import ROOT

WORDS = ROOT / "runtime/web/static/words.js"
RECORD = ROOT / "schema/handover.schema.json"


def test_every_state_of_a_record_has_words() -> None:
    states = set(json.loads(RECORD.read_text(encoding="utf-8"))["properties"]["state"]["enum"])
    told = re.findall(r"\bstate: \{(.*?)\}", WORDS.read_text(encoding="utf-8"))
    assert len(told) == 2
    for one in told:
        assert set(re.findall(r"(\w+): \"", one)) >= states
