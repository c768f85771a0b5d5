"""The large bot keeps what it promises: nothing to complain about, and nothing that a cache could reuse."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from runtime.artifact.model import Artifact
from tools.large_project import main, project

FLOWS = 30  # six of each shape; the measurement writes a thousand
AS_OF = date(2026, 11, 23)
# what is an expression wherever it stands: a value after `=`, and these keys
_EXPRESSION = re.compile(r"""(?:: |['"])=(?![=>]) ?([^,}\n]+)|(?:when|check|switch): (.+)""")


def compiled(folder: Path, *options: str) -> Artifact:
    assert main([str(folder), "--flows", str(FLOWS), *options]) == 0
    result = compile_bot(folder, AS_OF)
    assert [problem.report().message.en for problem in result.problems] == []
    assert result.artifact is not None
    return result.artifact


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["with template code", "without"])
def test_the_compiler_has_nothing_to_say(tmp_path: Path, options: tuple[str, ...]) -> None:
    artifact = compiled(tmp_path, *options)
    named = [name for name in artifact.flows if name.rpartition("_")[2] != name]
    assert len(named) >= FLOWS


def test_no_two_messages_are_equal(tmp_path: Path) -> None:
    compiled(tmp_path)
    texts = Counter(
        re.findall(r"""^    (?:id|en): ["'](.*)["']$""", "\n".join(_texts("pesan").values()), re.MULTILINE)
    )
    assert [text for text, count in texts.items() if count > 1] == []
    assert len(texts) > 8 * FLOWS


def test_no_two_expressions_are_equal() -> None:
    found = Counter(
        (value or whole).strip()
        for text in (*_texts("alur").values(), *_texts("data").values())
        for value, whole in _EXPRESSION.findall(text)
    )
    assert [text for text, count in found.items() if count > 1] == []
    assert len(found) > 4 * FLOWS


def test_plain_messages_hold_no_template_code() -> None:
    plain = project(FLOWS, templates=False)
    assert [
        path for path, text in plain.items() if path.startswith("pesan") and ("{{" in text or "{%" in text)
    ] == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main([str(tmp_path)]) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def _texts(folder: str) -> dict[str, str]:
    return {path: text for path, text in project(FLOWS).items() if path.startswith(folder)}
