"""Schema and builder cannot disagree: each key of the schema is read where it stands, and no other is."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.structure.schema import bot_schema, branches
from tests.language.compiling import meaning
from tests.language.recording import built, recording
from tools.language.contexts import Context, Sample, contexts
from tools.language.schema import Key, at, has_keys, keys_of

# What tests say is read by `flowc.bottest`: tests/language/test_bottest.py.
_CHAPTER_OF_TESTS = "Tests"
PARTS = tuple(one for one in contexts().values() if has_keys(at(one.at)) and one.group != _CHAPTER_OF_TESTS)

# Builders that serve several parts ask for what only one of them has; the schema has let no other through.
SHARED = {
    "/$defs/intent": {"answer"},
    "/$defs/faq": {"only"},
    "/$defs/handoverRule": {"step"},
    "/$defs/offerRule": {"step"},
    "/$defs/flowRule": {"step"},
    "/$defs/collectStep/properties/verify": {"step", "when"},
}
# Parts whose keys are read one after the other, each under its name.
LISTED = (
    "/properties/commands",
    "/$defs/byWait",
    "/$defs/division/properties/fallback/oneOf/1",
    "/$defs/division/properties/sla",
)


def alternatives(context: Context) -> set[str]:
    """Return the keys of a part and of those that the schema would also take in its place."""
    keys = {key.name for key in keys_of(context.at)}
    for choice in bot_schema()["$defs"].values():
        found = branches(choice)
        if any(one is at(context.at) for one in found):
            keys |= {key for one in found for key in one.get("properties", {})}
    return keys | SHARED.get(context.at, set())


@pytest.mark.parametrize("context", PARTS, ids=[one.at or "/" for one in PARTS])
def test_each_key_is_read_and_kept_and_no_other_is_read(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = alternatives(context)
    for key in keys_of(context.at):
        if key.is_pattern or (not context.at and key.name == "tests"):
            continue
        sample = context.of_key(key.name, key.schema["examples"][0])
        with recording(monkeypatch) as recorded:
            tree = built(sample, tmp_path / key.name)
        asked = recorded.of(sample.value) if context.at else recorded.of_whole()
        assert key.name in asked or context.at in (*LISTED, "/$defs/byChannel"), key.name
        assert asked <= known, key.name
        other = without(context, key)
        if other is not None:  # what is asked for and then dropped would leave the tree as it is
            rest = built(other, tmp_path / f"without {key.name}")
            assert meaning(tree) != meaning(rest), key.name


def without(context: Context, key: Key) -> Sample | None:
    """Return what a key's sample is compared with. None: nothing can stand there without the key."""
    if key.required:
        return None
    if context.at in LISTED:
        other = next(one.name for one in keys_of(context.at) if one != key)
        return context.of_key(other, key.schema["examples"][0])
    rest = context.without(key.name)
    return rest if rest.value != {} or not context.at else None
