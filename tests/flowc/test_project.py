"""Which files of a folder belong to a bot, and which are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flowc import project
from flowc.diagnostics.sink import Sink
from flowc.project import Project, SourceFile, decode, read_project


def read(folder: Path) -> tuple[Project, list[str]]:
    sink = Sink()
    found = read_project(folder, sink)
    return found, [f"{one.code} {one.span.file}:{one.span.line + 1}" for one in sink.ordered()]


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in {"bot.yaml": "bot: a\n", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_files_of_a_bot(tmp_path: Path) -> None:
    names = ["a.yaml", "z/b.yaml", "z/rute.csv", "_draf.yaml", ".git/c.yaml", "_lama/d.yaml", "lain/bot.yaml"]
    write(tmp_path, **dict.fromkeys([*names, "lain/e.yaml", "catatan.txt"], "x: y\n"))
    found, problems = read(tmp_path)
    assert [one.path for one in found.files] == ["bot.yaml", "a.yaml", "z/b.yaml"]
    assert [one.path for one in found.sheets] == ["z/rute.csv"]
    assert problems == []
    assert not found.broken


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: \xff", "FC006 a.yaml:1"),
        (b"a: b\r\nc: \xe9 d\r\n", "FC006 a.yaml:2"),
        (b"PK\x03\x04\x00\x00", "FC007 a.yaml:1"),
        (b"a: b\nc: \x00", "FC007 a.yaml:2"),
        (b"#" * (2 << 20), "FC005 a.yaml:1"),
    ],
)
def test_what_is_no_text_file(tmp_path: Path, content: bytes, problem: str) -> None:
    found, problems = read(write(tmp_path, **{"a.yaml": content}))
    assert problems == [problem]
    assert found.broken
    assert [one.path for one in found.files] == ["bot.yaml"]


def test_line_breaks_and_byte_order_mark_are_made_alike(tmp_path: Path) -> None:
    found, problems = read(write(tmp_path, **{"a.yaml": b"\xef\xbb\xbfa: b\r\nc: d\re: f\n"}))
    assert problems == []
    assert found.texts["a.yaml"] == "a: b\nc: d\ne: f\n"


def test_a_sheet_that_is_no_text_is_told_only_when_it_is_named(tmp_path: Path) -> None:
    found, problems = read(write(tmp_path, **{"ekspor.csv": b"\xff\xfe\x00"}))
    assert problems == []
    assert [(path, problem.code) for path, problem in found.refused] == [("ekspor.csv", "FC007")]
    assert not found.broken


def test_no_bot_here(tmp_path: Path) -> None:
    found, problems = read(tmp_path / "tidak_ada")
    assert problems == ["FC001 bot.yaml:1"]
    assert found.broken


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "luar", **{"rahasia.yaml": "x: y"})
    bot = write(tmp_path / "bot")
    (bot / "a.yaml").symlink_to(tmp_path / "luar/rahasia.yaml")
    (bot / "b").symlink_to(tmp_path / "luar")
    found, problems = read(bot)
    assert problems == ["FC003 a.yaml:1", "FC003 b:1"]
    assert [one.path for one in found.files] == ["bot.yaml"]


def test_link_loops_end_and_a_file_is_read_once(tmp_path: Path) -> None:
    bot = write(tmp_path, **{"a/b.yaml": "x: y"})
    (bot / "a/loop").symlink_to(bot, target_is_directory=True)
    (bot / "a/again.yaml").symlink_to(bot / "a/b.yaml")
    (bot / "self.yaml").symlink_to("self.yaml")
    found, problems = read(bot)
    assert [one.path for one in found.files] == ["bot.yaml", "a/again.yaml"]
    assert problems == ["FC002 self.yaml:1"]


def test_a_bot_file_that_is_a_folder_or_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "satu/bot.yaml").mkdir(parents=True)
    assert read(tmp_path / "satu")[1] == ["FC002 bot.yaml:1"]
    bot = write(tmp_path / "dua")
    os.mkfifo(bot / "pipa.yaml")
    assert read(bot)[1] == ["FC002 pipa.yaml:1"]


def test_a_file_ending_in_yml_is_told_but_breaks_nothing(tmp_path: Path) -> None:
    found, problems = read(write(tmp_path, **{"alur.yml": "x: y"}))
    assert problems == ["FC009 alur.yml:1"]
    assert not found.broken


def test_limits_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = write(tmp_path, **{f"a{number}.yaml": "x: yyyy" for number in range(5)})
    monkeypatch.setattr(project, "MAX_FILES", 3)
    assert read(bot)[1] == ["FC004 bot.yaml:1"]
    monkeypatch.setattr(project, "MAX_FILES", 99)
    monkeypatch.setattr(project, "MAX_PROJECT_BYTES", 16)
    assert read(bot)[1] == ["FC005 a2.yaml:1"]
    monkeypatch.setattr(project, "MAX_VISITED", 2)
    assert read(bot)[1] == ["FC004 bot.yaml:1"]


@pytest.mark.parametrize(
    "content",
    ["é;to\n", "é;to\r\n"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_sheet_is_read_in_the_encodings_of_spreadsheets(content: str, encoding: str) -> None:
    found = decode(content.encode(encoding), "a.csv")
    assert isinstance(found, SourceFile)
    assert found.text == "é;to\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("é;to".encode("utf-16-le"), "FC007"),  # no byte order mark: it may be anything
        (b"caf\x81;to", "FC006"),  # a byte that Windows-1252 leaves unused
        (b"\xff\xfe\x00", "FC007"),  # half a character
    ],
)
def test_a_sheet_in_no_known_encoding_is_told(content: bytes, code: str) -> None:
    found = decode(content, "a.csv")
    assert not isinstance(found, SourceFile)
    assert found.code == code


def test_yaml_is_never_guessed() -> None:
    found = decode("café: x".encode("cp1252"), "a.yaml")
    assert not isinstance(found, SourceFile)
    assert found.code == "FC006"
