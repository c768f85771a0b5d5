"""Small bots for tests: a fixture or a docstring's example, put over a base bot so that both can stay small.

Laid over the base by top-level key, on the text, since the very point of many examples is that they cannot
be parsed: a name that the example declares (`slots.nama`) replaces that of the base, a block (`escalation`)
replaces the whole block. An example that says `bot:` itself stands alone. Flows that the example declares
become options of the base's menu, so that they are reached. The base speaks the locales that the example
declares; without, Indonesian alone if the example has texts in no other language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flowc.compiler import Result, compile_bot
from runtime.artifact import codec

UI = Path(__file__).resolve().parent
BASE = UI / "_base"
EARLIER = "versi/1.json"
AS_OF = date(2026, 11, 23)


# What proofs say of whole bots only: an example declares what it shows, and uses nothing of it.
_OF_WHOLE_BOTS = frozenset(
    f"FC{number}" for number in (503, 504, 505, 506, 507, 508, 509, 510, 511, 515, 516, 517)
)

_NAMED = (
    "slots",
    "intents",
    "faq",
    "commands",
    "messages",
    "flows",
    "actions",
    "hours",
    "divisions",
    "shortcuts",
)
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_NAME = re.compile(r"^ +(?:- )?\"?([a-z][a-z0-9_.]*)\"?:", re.MULTILINE)
_TEXTS = re.compile(r"\{id: ([^{}]*?), en: ([^{}]*?)\}")
_INLINE_NAME = re.compile(r"(?:^|[{,])\s*\"?([a-z][a-z0-9_.]*)\"?:")


@dataclass(frozen=True, slots=True)
class Expected:
    """An annotated line: 0-based, as spans are."""

    file: str
    line: int
    code: str


def lay_over_base(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a whole bot: the given ones, and what they leave of the base.

    Who names `versi/1.json` gets the base's own artifact there: the version before.
    """
    earlier = {EARLIER: earlier_artifact()} if any(EARLIER in text for text in files.values()) else {}
    return {**_laid_over_base(files), **earlier}


@cache
def earlier_artifact() -> str:
    """Return the artifact of the base as it is."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(BASE.iterdir())}
    with TemporaryDirectory() as folder:
        result = compile_bot(write_bot(Path(folder), files), AS_OF)
    assert result.artifact is not None, [one.report().message.en for one in result.problems]
    return codec.dump(result.artifact).decode()


def _laid_over_base(files: Mapping[str, str]) -> dict[str, str]:
    if any(re.search(r"^bot:", text, re.MULTILINE) for text in files.values()):
        return dict(files)
    declared: dict[str, set[str]] = {}
    for text in files.values():
        for key, body in _sections(text):
            declared.setdefault(key, set()).update(_names(body) if key in _NAMED else ())
    whole = {name: text for name, text in files.items() if name != "bot.yaml"}
    locales = _locales("\n".join(files.values()))
    manifest = (BASE / "bot.yaml").read_text().replace("[id, en]", f"[{', '.join(locales)}]")
    whole["bot.yaml"] = files.get("bot.yaml", "") + _remaining(manifest, declared)
    base = _remaining((BASE / "dasar.yaml").read_text(), declared)
    base = _with_options(base, sorted(declared.get("flows", ())), files)
    whole["dasar.yaml"] = _TEXTS.sub(lambda found: _in_locales(found, locales), base)
    return whole


def write_bot(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a bot's files into a new folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def write_example(folder: Path, example: str) -> Path:
    """Write a docstring's example as a whole bot."""
    keys = {key for key, _ in _sections(example)}
    base_keys = {key for key, _ in _sections((BASE / "bot.yaml").read_text())}
    only_there = keys & (base_keys | {"bot", "country", "currency", "use"})
    return write_bot(folder, lay_over_base({"bot.yaml" if only_there else "contoh.yaml": example + "\n"}))


def write_fixture(folder: Path, source: Path) -> Path:
    """Write the bot of a fixture's folder: its files over the base, and what its `make.toml` describes."""
    folder.mkdir(parents=True)
    made = source / "make.toml"
    plan = tomllib.loads(made.read_text()) if made.exists() else {}
    files = {
        path.relative_to(source).as_posix(): path.read_bytes().decode()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path != made
    }
    write_bot(folder, lay_over_base(files) if plan.get("base", True) else files)
    for one in plan.get("file", ()):
        _make(folder, one)
    return folder


def without_the_rest(result: Result, about: str = "") -> Result:
    """Return a result without what proofs say of whole bots, unless the example is about that code."""
    left_alone = _OF_WHOLE_BOTS - {about}
    return replace(result, problems=tuple(one for one in result.problems if one.code not in left_alone))


def annotated(source: Path) -> list[Expected]:
    """Return what the comments of a fixture expect: `# ~ FC305` on the line, `# ~^ FC305` on the next one.

    What cannot have a comment (a picture, a missing file) stands in `make.toml`:
    `expect = ["bot.yaml:1 FC001"]`.
    """
    found = []
    for path in sorted(one for end in ("yaml", "csv", "toml") for one in source.rglob(f"*.{end}")):
        for number, line in enumerate(path.read_bytes().decode().splitlines()):
            for up, codes in re.findall(r"# ~(\^*) ((?:FC\d{3} ?)+)", line):
                file = path.relative_to(source).as_posix()
                found += [Expected(file, number - len(up), code) for code in codes.split()]
    made = source / "make.toml"
    for entry in tomllib.loads(made.read_text()).get("expect", ()) if made.exists() else ():
        place, code = entry.split(" ")
        file, line = place.rsplit(":", 1)
        found.append(Expected(file, int(line) - 1, code))
    return found


def _make(folder: Path, one: Mapping[str, object]) -> None:
    """Make a file that no one wants in a repository.

    It is made of `hex` bytes, a `link`, or the text `before` and a `line` `times` over. `copies` of it get
    their number in place of `{}` in the path and in `before`.
    """
    for copy in range(int(str(one.get("copies", 1)))):
        path = folder / str(one["path"]).replace("{}", str(copy))
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in one:
            path.symlink_to(str(one["link"]))
        elif "hex" in one:
            path.write_bytes(bytes.fromhex(str(one["hex"])))
        else:
            lines = (str(one.get("line", "")) + "\n") * int(str(one.get("times", 1)))
            path.write_text(str(one.get("before", "")).replace("{}", str(copy)) + lines)


def _locales(text: str) -> list[str]:
    declared = re.search(r"^locales: \[([a-z, ]+)\]", text, re.MULTILINE)
    if declared:
        return declared[1].split(", ")
    return ["id"] if re.search(r"\bid:", text) and not re.search(r"\ben:", text) else ["id", "en"]


def _in_locales(found: re.Match[str], locales: list[str]) -> str:
    """Return a text of the base in other locales; in one that it does not speak it is Indonesian."""
    return "{" + ", ".join(f"{one}: {found[2 if one == 'en' else 1]}" for one in locales) + "}"


def _sections(text: str) -> list[tuple[str, str]]:
    """Return each top-level key with the text from it to the next one."""
    starts = [*_KEY.finditer(text)]
    ends = [*(found.start() for found in starts), len(text)][1:]
    return [(found[1], text[found.start() : end]) for found, end in zip(starts, ends, strict=True)]


def _names(section: str) -> set[str]:
    """Return the names that a section declares, written below its key or in braces beside it."""
    head, _, body = section.partition("\n")
    if "{" in head:
        inside = head.partition("{")[2]
        return set(_INLINE_NAME.findall(_outermost("{" + inside)))
    indents = [len(line) - len(line.lstrip()) for line in body.splitlines() if line.strip()]
    if not indents:
        return set()
    return set(_NAME.findall(_at_indent(body, min(indents))))


def _at_indent(body: str, indent: int) -> str:
    return "\n".join(
        line for line in body.splitlines() if len(line) - len(line.lstrip()) == indent and line.strip()
    )


def _outermost(text: str) -> str:
    """Return what stands directly between the first braces, without what is nested in it."""
    out: list[str] = []
    depth = 0
    for sign in text:
        depth += (sign in "{[") - (sign in "}]")
        if depth == 1 or (depth == 2 and sign in "{["):
            out.append(sign if sign not in "{[" or not out else " ")
    return "".join(out)


def _remaining(base: str, declared: Mapping[str, set[str]]) -> str:
    """Return a base file without the blocks and names that are declared already."""
    kept = []
    for key, section in _sections(base):
        if key not in declared:
            kept.append(section)
        elif key in _NAMED:
            head, *entries = re.split(r"^(?=  [a-z])", section, flags=re.MULTILINE)
            entries = [one for one in entries if _names(f"{key}:\n{one}").isdisjoint(declared[key])]
            if entries:
                kept.append(head + "".join(entries))
    return "".join(kept)


def _with_options(base: str, flows: list[str], files: Mapping[str, str]) -> str:
    """Return the base with an option in its menu for each flow; text goes into a flow's inputs."""
    text = "\n".join(files.values())
    options = ""
    for number, flow in enumerate(flows):
        found = re.search(rf"^ +{flow}:[^\n]*(?:\n +)?.*\binputs: (\{{.*\}})", text, re.MULTILINE)
        given = ", ".join(f"{name}: x" for name in sorted(_names(f"inputs: {found[1]}"))) if found else ""
        label = f"{{id: Pilihan {number}, en: Option {number}}}"
        call = f"{{flow: {flow}, with: {{{given}}}}}" if given else f"{{flow: {flow}}}"
        options += f"          opsi_{number}: {{label: {label}, do: [{call}]}}\n"
    return base.replace("        options:\n", f"        options:\n{options}", 1)
