"""With the cache and without it the same is said, and no change of a bot's files goes unseen."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc import compiler
from flowc.cache import Cache, Compiled, compile_cached, told
from flowc.compiler import Work, compile_bot
from flowc.diagnostics.render import json, text
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.sink import Sink
from flowc.project import read_project
from tests.architecture import ROOT
from tests.ui.bots import AS_OF, write_example, write_fixture

FIXTURES = sorted(path.parent for path in ROOT.glob("tests/ui/FC*/bot"))
WARNED = "flows:\n  a:\n    steps: [{say: halo}, end, {say: halo}]\n"


def shown(compiled: Compiled) -> tuple[str, str, bytes | None]:
    """Return every byte that a person or a program can see of it."""
    report = Report("", compiled.diagnostics, compiled.sources, compiled.left_out, compiled.allowed)
    both = "".join(text.render((report,), Look(language)) for language in ("en", "id"))
    return both, json.render((report,), Look()), compiled.artifact


def kept(cache: Cache) -> int:
    return len(list(cache.folder.glob("*.entry")))


@pytest.mark.parametrize("source", FIXTURES, ids=[one.name for one in FIXTURES])
def test_each_problem_is_told_the_same_from_the_cache(source: Path, tmp_path: Path) -> None:
    bot = write_fixture(tmp_path / "bot", source)
    cache = Cache(tmp_path / "cache")
    cold = compile_cached(bot, AS_OF, cache)
    entries = kept(cache)
    warm = compile_cached(bot, AS_OF, cache)
    assert shown(warm) == shown(cold) == shown(told(compile_bot(bot, AS_OF)))
    assert warm == cold
    assert entries == kept(cache) == 1


def test_a_bot_that_moved_is_known(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first = compile_cached(write_example(tmp_path / "satu", WARNED), AS_OF, cache)
    assert compile_cached(write_example(tmp_path / "dua", WARNED), AS_OF, cache) == first
    assert kept(cache) == 1


def test_another_day_is_compiled_anew(tmp_path: Path) -> None:
    bot, cache = write_example(tmp_path / "bot", ""), Cache(tmp_path / "cache")
    found = {compile_cached(bot, AS_OF.replace(day=day), cache).artifact for day in (23, 24)}
    assert len(found) == kept(cache) == 2


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("baru.yaml", "messages: {baru: Baru}\n"),
        ("baru.csv", "a,b\n"),
        ("baru.yml", ""),  # not read, which is told
        ("rusak.yaml", "messages: {baru: \0}\n"),
        ("rusak.csv", "a,\0\n"),  # told by a table only; still a file of the bot
    ],
)
def test_a_file_that_comes_or_goes_is_seen(path: str, content: str, tmp_path: Path) -> None:
    bot, cache = write_example(tmp_path / "bot", WARNED), Cache(tmp_path / "cache")
    before = compile_cached(bot, AS_OF, cache)
    (bot / path).write_text(content)
    assert compile_cached(bot, AS_OF, cache) == told(compile_bot(bot, AS_OF))
    assert kept(cache) == 2
    (bot / path).unlink()
    assert compile_cached(bot, AS_OF, cache) == before
    assert kept(cache) == 2


def test_a_file_with_another_name_is_another_bot(tmp_path: Path) -> None:
    bot, cache = write_example(tmp_path / "bot", WARNED), Cache(tmp_path / "cache")
    compile_cached(bot, AS_OF, cache)
    (bot / "contoh.yaml").rename(bot / "lain.yaml")
    again = compile_cached(bot, AS_OF, cache)
    assert {one.primary.span.file for one in again.diagnostics} == {"lain.yaml"}


def test_an_earlier_artifact_that_a_test_names_is_a_part_of_the_bot(tmp_path: Path) -> None:
    bot = write_fixture(tmp_path / "bot", ROOT / "tests/ui/FC201_unknown_name__migrate/bot")
    cache = Cache(tmp_path / "cache")
    (earlier,) = bot.glob("versi/*.json")
    content = earlier.read_bytes()
    for change in (lambda: earlier.write_bytes(b"{}"), earlier.unlink, lambda: earlier.write_bytes(content)):
        before = compile_cached(bot, AS_OF, cache)
        change()
        after = compile_cached(bot, AS_OF, cache)
        assert after == told(compile_bot(bot, AS_OF))
        assert after != before


def test_what_is_compared_with_an_earlier_artifact_is_not_kept(tmp_path: Path) -> None:
    bot, cache = write_example(tmp_path / "bot", ""), Cache(tmp_path / "cache")
    artifact = compile_bot(bot, AS_OF).artifact
    assert artifact is not None
    compile_cached(bot, AS_OF, cache, against=[artifact])
    assert kept(cache) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_changed_byte_goes_unseen(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        bot, cache = write_example(Path(place, "bot"), WARNED), Cache(Path(place, "cache"))
        compile_cached(bot, AS_OF, cache)
        project = read_project(bot, Sink())
        file = data.draw(st.sampled_from(sorted(bot.glob("**/*.yaml"))))
        content = file.read_bytes()
        at = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.integers(0, 1))
        put = data.draw(st.binary(max_size=1) | st.sampled_from([b" ", b"\n", b"a", b"\r"]))
        file.write_bytes(content[:at] + put + content[at + gone :])
        assert compile_cached(bot, AS_OF, cache) == told(compile_bot(bot, AS_OF))
        sink = Sink()
        same = read_project(bot, sink) == project and not sink.ordered()  # as with \r\n in place of \n
        assert kept(cache) == (1 if same else 2)


def test_what_was_said_while_the_compiler_broke_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(work: Work) -> None:
        raise RuntimeError

    bot, cache = write_example(tmp_path / "bot", ""), Cache(tmp_path / "cache")
    with monkeypatch.context() as patch:
        rows = [
            dataclasses.replace(one, run=broken) if one.name == "types" else one for one in compiler.STAGES
        ]
        patch.setattr(compiler, "STAGES", tuple(rows))
        (found,) = compile_cached(bot, AS_OF, cache).diagnostics
    assert (found.code, kept(cache)) == ("FC900", 0)
    assert compile_cached(bot, AS_OF, cache).diagnostics == ()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"{}\n", b"[]\n", b'{"diagnostics": 1}\n', b"\xff\n", b"[" * 99_999]
)
def test_an_entry_of_another_shape_is_compiled_over(content: bytes, tmp_path: Path) -> None:
    bot, cache = write_example(tmp_path / "bot", WARNED), Cache(tmp_path / "cache")
    cold = compile_cached(bot, AS_OF, cache)
    (entry,) = cache.folder.glob("*.entry")
    whole = entry.read_bytes()
    cache.write(entry.stem, content)
    assert compile_cached(bot, AS_OF, cache) == cold
    assert entry.read_bytes() == whole
