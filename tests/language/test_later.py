"""What the reference marks as *later* is not acted on yet: who builds it takes the mark away."""

from __future__ import annotations

import re

import pytest

from tests.architecture import ROOT
from tools.language.contexts import contexts
from tools.language.schema import keys_of

ACTING = ("core", "understanding", "routing", "shell", "channels", "desks", "stores", "web")
MARKED = [(context, key) for context in contexts().values() for key in context.later]
# Where the artifact keeps a whole group, the group's name is what would be looked at.
GROUPS = {"/properties/retention": "retention"}


def code() -> str:
    files = [path for part in ACTING for path in sorted((ROOT / "runtime" / part).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize(("at", "key"), [(one.at, key) for one, key in MARKED])
def test_a_marked_key_is_there_and_not_acted_on(at: str, key: str) -> None:
    assert key in {one.name for one in keys_of(at)}
    assert re.search(rf"\.{GROUPS.get(at, key)}\b", code()) is None


def test_acting_on_a_key_would_be_seen() -> None:
    assert re.search(r"\.give_up_after\b", code()) is not None
    assert re.search(r"\.collect_within\b", code()) is not None
