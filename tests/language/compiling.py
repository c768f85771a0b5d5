"""Compiling the schema's examples, each in the bot that `tools/language/contexts.yaml` puts it into."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flowc.compiler import Result, compile_bot
from flowc.source.span import Span
from runtime.artifact import codec
from tests.ui.bots import AS_OF, EARLIER, without_the_rest, write_bot
from tools.language.contexts import Sample, world_files


def compiled(sample: Sample, folder: Path) -> Result:
    """Write the bot of a sample into a folder and compile it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = sample.files()
    earlier = {EARLIER: earlier_artifact()} if any(EARLIER in text for text in files.values()) else {}
    return without_the_rest(compile_bot(write_bot(folder, {**files, **earlier}), AS_OF))


@cache
def earlier_artifact() -> str:
    """Return the artifact of the bot that examples are put into: the version before."""
    with TemporaryDirectory() as folder:
        result = compile_bot(write_bot(Path(folder), world_files()), AS_OF)
    assert result.artifact is not None, told(result)
    return codec.dump(result.artifact).decode()


def told(result: Result) -> list[str]:
    """Return what the compiler told, warnings too, as a reader would want to see it in a failure."""
    return [f"{one.code}: {one.report().message.en}" for one in result.problems]


def artifact(result: Result) -> Any:
    """Return an artifact as JSON without the places in the files."""
    assert result.artifact is not None, told(result)
    return _placeless(json.loads(codec.dump(result.artifact)))


def _placeless(value: Any) -> Any:  # JSON
    if isinstance(value, dict):
        return {key: _placeless(one) for key, one in value.items() if key != "place"}
    return [_placeless(one) for one in value] if isinstance(value, list) else value


def meaning(tree: object) -> object:
    """Return what a tree of dataclasses says, without the places."""
    if isinstance(tree, Span):
        return None
    if is_dataclass(tree) and not isinstance(tree, type):
        kept = [one.name for one in fields(tree) if one.name not in ("lines", "shifts")]
        return (type(tree).__name__, [(name, meaning(getattr(tree, name))) for name in kept])
    if isinstance(tree, dict):
        return {key: meaning(one) for key, one in tree.items()}
    return [meaning(one) for one in tree] if isinstance(tree, tuple) else tree
