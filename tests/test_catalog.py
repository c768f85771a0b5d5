"""A kind of problem without page, example and fixture cannot land."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import flowc
from flowc.catalog import PROBLEMS, find
from flowc.compiler import Result, compile_bot
from flowc.diagnostics.explain import page
from flowc.diagnostics.model import Problem
from tests.ui.bots import AS_OF, UI, without_the_rest, write_example

ENGLISH = {"a", "an", "and", "are", "for", "is", "not", "of", "that", "the", "with"}
LINE_CHARS = 110
ALL = pytest.mark.parametrize("kind", PROBLEMS, ids=lambda kind: f"{kind.code} {kind.name}")


def test_the_catalogue_is_complete() -> None:
    assert set(PROBLEMS) == set(_classes_of_all_modules())


@pytest.mark.parametrize("member", ["code", "name"])
def test_codes_and_names_are_used_once(member: str) -> None:
    counted = Counter(getattr(kind, member) for kind in PROBLEMS)
    assert [value for value, times in counted.items() if times > 1] == []


def test_codes_are_in_order_and_problems_are_found_by_code_and_name() -> None:
    assert [kind.code for kind in PROBLEMS] == sorted(kind.code for kind in PROBLEMS)
    for kind in PROBLEMS:
        assert find(kind.code.lower()) is find(kind.name) is kind
    assert find("FC000") is None


@ALL
def test_every_problem_has_a_page(kind: type[Problem]) -> None:
    one = page(kind)
    assert re.fullmatch(r"FC\d{3}", one.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)
    assert one.summary.en
    assert one.why.en
    assert re.fullmatch(r"\d+\.\d+", one.since)
    assert bool(one.bad) == bool(one.good)
    if not yaml_of(one.bad):  # no one text can show it: its fixture makes files, or has several
        files = [path for path in (fixture(kind) / "bot").rglob("*") if path.is_file()]
        assert len(files) > 1 or files[0].name == "make.toml", "give the docstring a Bad and a Good example"


@ALL
def test_every_page_says_the_same_in_indonesian(kind: type[Problem]) -> None:
    one = page(kind)
    for text in (one.summary, one.why):
        assert text.id not in ("", text.en)
        assert text.id.count("\n\n") == text.en.count("\n\n"), "as many paragraphs"
        words = re.sub(r"`[^`]*`", "", text.id).lower().split()
        assert ENGLISH.isdisjoint(words), text.id
    assert max(map(len, (kind.__doc__ or "").splitlines())) <= LINE_CHARS


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_two_pages_give_the_same_reason(language: str) -> None:
    counted = Counter(page(kind).why.in_(language) for kind in PROBLEMS)
    assert [why for why, times in counted.items() if times > 1] == []


@ALL
def test_every_problem_has_a_fixture(kind: type[Problem]) -> None:
    folder = fixture(kind)
    assert (folder / "bot").is_dir()
    assert (folder / "good").is_dir()
    assert kind.code in (folder / "stderr.txt").read_text(encoding="utf-8")


def test_every_fixture_belongs_to_a_problem() -> None:
    named = {fixture(kind).name for kind in PROBLEMS}
    assert {path.parent.name.split("__")[0] for path in UI.glob("*/bot")} <= named


@ALL
def test_the_bad_example_has_this_problem_and_no_other(kind: type[Problem], tmp_path: Path) -> None:
    bad = yaml_of(page(kind).bad)
    if bad:
        assert {one.code for one in _compiled(tmp_path, bad, kind.code).problems} == {kind.code}


@ALL
def test_the_good_example_is_clean(kind: type[Problem], tmp_path: Path) -> None:
    good = yaml_of(page(kind).good)
    if good:
        assert [one.report().message.en for one in _compiled(tmp_path, good, kind.code).problems] == []


def yaml_of(example: str) -> str:
    """Return an example unless it only describes, in comments, what is too much to show."""
    return example if any(not line.startswith("#") for line in example.splitlines()) else ""


def fixture(kind: type[Problem]) -> Path:
    return UI / f"{kind.code}_{kind.name.replace('-', '_')}"


def _compiled(folder: Path, example: str, about: str) -> Result:
    return without_the_rest(compile_bot(write_example(folder / "bot", example), AS_OF), about)


def _classes_of_all_modules() -> Iterator[type[Problem]]:
    for module in pkgutil.walk_packages(flowc.__path__, "flowc."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and isinstance(vars(value).get("code"), str):
                yield value
