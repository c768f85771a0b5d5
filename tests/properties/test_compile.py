"""Broken bots: whatever is done to a good one, the compiler says where it is wrong, and does not fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.compiler import Result, compile_bot
from runtime.artifact import codec

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)
BOTS = {
    folder: {file.relative_to(folder).as_posix(): file.read_text() for file in sorted(folder.rglob("*.yaml"))}
    for folder in (ROOT / "examples" / "toko-sejahtera", ROOT / "flows" / "mulai")
}
PIECES = [
    *(
        "\t",
        "  ",
        "-",
        ":",
        "{",
        "}",
        "[",
        "]",
        "|",
        '"',
        "'",
        "#",
        "&a",
        "*a",
        "<<: ",
        "!!python/object:os ",
        "---",
    ),
    *(
        "null",
        "true",
        "no",
        "08:00",
        "0777",
        "+62812",
        "9" * 400,
        "=",
        "{{ 7*7 }}",
        "{% for",
        "\x00",
        "\ufeff",
        "🙂",
    ),
    *(
        "=1 +",
        "when: x in (",
        "goto: nowhere",
        "- say",
        "id:",
        "\u202e",
        "\n\n",
        "\r\n",
        "a" * 2_000,
        "[" * 50,
    ),
]

Edit = Callable[[str], str]


def inserted(at: float, piece: str) -> Edit:
    return lambda text: text[: int(len(text) * at)] + piece + text[int(len(text) * at) :]


def deleted(at: float, count: int) -> Edit:
    return lambda text: text[: int(len(text) * at)] + text[int(len(text) * at) + count :]


def line_edit(at: float, change: Callable[[list[str], int], list[str]]) -> Edit:
    def edit(text: str) -> str:
        lines = text.split("\n")
        return "\n".join(change(lines, min(int(len(lines) * at), len(lines) - 1)))

    return edit


def doubled(lines: list[str], at: int) -> list[str]:
    return [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def dropped(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *lines[at + 1 :]]


def swapped(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *reversed(lines[at : at + 2]), *lines[at + 2 :]]


def indented(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], "  " + lines[at], *lines[at + 1 :]]


def emptied(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], lines[at].partition(":")[0] + ":", *lines[at + 1 :]]


PLACE = st.floats(0, 1, exclude_max=True)
EDITS = st.one_of(
    st.builds(inserted, PLACE, st.sampled_from(PIECES)),
    st.builds(deleted, PLACE, st.integers(1, 12)),
    st.builds(line_edit, PLACE, st.sampled_from([doubled, dropped, swapped, indented, emptied])),
)


def compile_edited(folder: Path, file: int, edits: list[Edit]) -> Result:
    files = dict(BOTS[folder])
    name = sorted(files)[file % len(files)]
    for edit in edits:
        files[name] = edit(files[name])
    with TemporaryDirectory() as place:
        for path, text in files.items():
            target = Path(place) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode(errors="surrogatepass"))
        return compile_bot(Path(place), AS_OF)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(BOTS)), st.integers(0, 9), st.lists(EDITS, min_size=1, max_size=3))
def test_a_broken_bot_is_told_where_it_is_broken(folder: Path, file: int, edits: list[Edit]) -> None:
    result = compile_edited(folder, file, edits)
    assert result.internal_errors == 0
    for problem in result.problems:
        diagnostic = problem.report()
        assert problem.code < "FC9", diagnostic.message.en
        assert diagnostic.message.en
        assert diagnostic.message.id
        if problem.span.file in result.sources:  # a file that is no text has none
            assert problem.span.line <= result.sources[problem.span.file].count("\n") + 1
    if result.artifact is None:
        assert result.problems
    else:
        data = codec.dump(result.artifact)
        assert codec.dump(codec.load(data)) == data
