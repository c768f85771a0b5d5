"""Every example of the schema compiles without a word, in a bot that has the names it mentions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language.compiling import artifact, compiled, told
from tests.ui.bots import write_bot
from tools.language.contexts import Context, Sample, contexts
from tools.language.plain_yaml import Plain, read, write
from tools.language.schema import at, forms, has_keys, keys_of, parts

CONTEXTS = contexts()
IN_TESTS = ("/$defs/test", "/$defs/given")  # a bot's own tests are no part of its artifact


def samples(context: Context) -> Iterator[tuple[str, Sample]]:
    schema = at(context.at)
    for number, example in enumerate(schema.get("examples", ())):
        yield f"whole {number}", context.whole(example)
    for key in keys_of(context.at) if has_keys(schema) else ():
        for number, example in enumerate(key.schema["examples"] if not key.is_pattern else ()):
            yield f"{key.name} {number}", context.of_key(key.name, example, number)


def test_every_part_and_form_of_the_schema_has_its_place() -> None:
    assert set(CONTEXTS) == {*parts(), *forms()}


def test_titles_are_told_apart() -> None:
    titles = [one.title for one in CONTEXTS.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_examples_compile(context: Context, tmp_path: Path) -> None:
    found = dict(samples(context))
    assert found
    for name, sample in found.items():
        result = compiled(sample, tmp_path / name)
        assert result.artifact is not None, told(result)
        wanted = ["FC703"] if name.startswith("allow ") else []  # there is nothing to allow in these bots
        assert [one.code for one in result.problems] == wanted, (
            f"{name}\n{told(result)}\n{write(sample.value)}"
        )


def test_an_example_stands_in_its_bot(tmp_path: Path) -> None:
    written = write_bot(tmp_path, CONTEXTS["/$defs/slot"].of_key("pattern", "TK-[0-9]{6}").files())
    bot = read(written / "bot.yaml")
    assert isinstance(bot, dict)
    assert isinstance(bot["slots"], dict)
    assert bot["slots"]["contoh_slot"] == {"type": "text", "ask": "tanya_nama", "pattern": "TK-[0-9]{6}"}


@pytest.mark.parametrize(
    ("part", "key", "wrong", "code"),
    [
        ("/$defs/slot", "pattern", "TK-[0-9", "FC345"),
        ("/$defs/slot", "ask", "tidak_ada", "FC201"),
        ("/$defs/slot", "check", "value <=", "FC312"),
        ("/$defs/collectStep", "collect", "tidak_ada", "FC201"),
        ("/$defs/callStep", "with", {"nomor": "=order_id"}, "FC342"),
        ("/$defs/switchStep", "cases", {"hilang": ["end"], "otherwise": ["end"]}, "FC322"),
        ("/$defs/handoverRule", "when", "message.sentimen < 0", "FC321"),
        ("/$defs/division", "fallback", ["cs", "gudang"], "FC201"),
        ("/$defs/table", "rows", "topic | to\nhadiah | cs\n- | cs\n", "FC322"),
        ("/$defs/chatItem", "bott", ["salam"], "FC101"),
        ("/$defs/given", "agents", {"cs": "dua"}, "FC110"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_example_would_fail(part: str, key: str, wrong: Plain, code: str, tmp_path: Path) -> None:
    result = compiled(CONTEXTS[part].of_key(key, wrong), tmp_path)
    assert code in [one.code for one in result.problems], told(result)


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_a_default_is_what_holds_when_nothing_is_said(context: Context, tmp_path: Path) -> None:
    schema = at(context.at)
    keys = keys_of(context.at) if has_keys(schema) and context.at not in IN_TESTS else ()
    for key in keys:
        if "default" in key.schema:
            said = compiled(context.of_key(key.name, key.schema["default"]), tmp_path / f"{key.name} said")
            unsaid = compiled(context.without(key.name), tmp_path / f"{key.name} unsaid")
            assert artifact(said) == artifact(unsaid), key.name


def test_a_wrong_default_would_be_seen(tmp_path: Path) -> None:
    division = CONTEXTS["/$defs/division"]
    said = compiled(division.of_key("queue_limit", 49), tmp_path / "said")
    unsaid = compiled(division.without("queue_limit"), tmp_path / "unsaid")
    assert artifact(said) != artifact(unsaid)
