"""The compiler as a whole: stages in order, nothing raised, our own mistakes told and counted."""

from __future__ import annotations

import dataclasses
import gc
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc import compiler
from flowc.compiler import STAGES, Stage, Work, compile_bot
from tests.architecture import ROOT
from tests.architecture import STAGES as PACKAGES
from tests.ui.bots import AS_OF, write_bot, write_example

BOTS = {
    folder.parent.name: {
        path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))
    }
    for folder in sorted(ROOT.glob("tests/golden/*/bot"))
}

# Asked by the stages behind them, and no step of their own.
ASKED = ("feel", "hours")


def test_stages_run_in_the_order_of_their_packages() -> None:
    names = [stage.name for stage in STAGES]
    assert [name for name in names if name in PACKAGES] == [name for name in PACKAGES if name not in ASKED]
    assert all(
        names.index(stage.clean_until) < names.index(stage.name) for stage in STAGES if stage.clean_until
    )


def test_a_bot_without_mistakes_becomes_an_artifact(tmp_path: Path) -> None:
    result = compile_bot(write_example(tmp_path / "bot", ""), AS_OF)
    assert result.artifact is not None
    assert (result.problems, result.left_out, result.internal_errors) == ((), 0, 0)
    assert result.artifact.as_of == AS_OF
    assert set(result.sources) == {"bot.yaml", "contoh.yaml", "dasar.yaml"}


def test_a_warning_is_told_and_does_not_stop_it(tmp_path: Path) -> None:
    text = "flows:\n  a:\n    steps: [{say: halo}, end, {say: halo}]\n"
    result = compile_bot(write_example(tmp_path / "bot", text), AS_OF)
    assert [problem.code for problem in result.problems] == ["FC501"]
    assert result.artifact is not None


def test_proofs_run_beside_a_faulty_expression_but_nothing_is_built(tmp_path: Path) -> None:
    text = "flows:\n  a:\n    steps: [{say: halo, when: 1 +}, end, {say: halo}]\n"
    result = compile_bot(write_example(tmp_path / "bot", text), AS_OF)
    codes = [problem.code for problem in result.problems]
    assert len(codes) == 2
    assert codes[0].startswith("FC3")
    assert codes[1] == "FC501"
    assert result.artifact is None


def test_a_name_that_leads_nowhere_is_told_alone(tmp_path: Path) -> None:
    text = "flows:\n  a:\n    steps: [{goto: entah}]\n  b:\n    steps: [{flow: entah}, end, {say: halo}]\n"
    result = compile_bot(write_example(tmp_path / "bot", text), AS_OF)
    assert {problem.code[:3] for problem in result.problems} == {"FC2"}
    assert result.artifact is None


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_a_mistake_of_ours_is_told_and_counted_and_never_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def broken(work: Work) -> None:
        raise RuntimeError("rahasia pelanggan")

    rows = [dataclasses.replace(one, run=broken) if one.name == stage else one for one in STAGES]
    monkeypatch.setattr(compiler, "STAGES", tuple(rows))
    result = compile_bot(write_example(tmp_path / "bot", ""), AS_OF)
    assert result.internal_errors == 1
    assert result.artifact is None
    (problem,) = result.problems
    told = repr(problem.report())
    assert problem.code == "FC900"
    assert stage in told
    assert "RuntimeError at test_compiler.py:" in told
    assert "rahasia" not in told


@pytest.mark.parametrize("was_on", [True, False])
@pytest.mark.parametrize("breaks", [True, False])
def test_python_s_cycle_collector_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_on: bool, breaks: bool
) -> None:
    seen = []

    def watching(work: Work) -> None:
        seen.append(gc.isenabled())
        if breaks:
            raise KeyboardInterrupt

    monkeypatch.setattr(compiler, "STAGES", (Stage("source", watching),))
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(KeyboardInterrupt) if breaks else nullcontext():
            compile_bot(tmp_path, AS_OF)
        assert (seen, gc.isenabled()) == ([False], was_on)
    finally:
        gc.enable()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_to_a_bot_s_files_breaks_the_compiler(data: st.DataObject) -> None:
    files = dict(BOTS[data.draw(st.sampled_from(sorted(BOTS)))])
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(files)))
        files[name] = _damaged(files[name], data)
    with tempfile.TemporaryDirectory() as folder:
        first = compile_bot(write_bot(Path(folder), files), AS_OF)
        again = compile_bot(Path(folder), AS_OF)
    assert first.internal_errors == 0, first.problems
    assert first == again
    for problem in first.problems:
        assert problem.report().code == problem.code


def _damaged(text: str, data: st.DataObject) -> str:
    """Delete, double, swap or spoil a piece of the text, as a hasty edit does."""
    words = text.split(" ")
    lines = text.splitlines(keepends=True)
    match data.draw(st.sampled_from(["line gone", "line twice", "word gone", "word for word", "odd sign"])):
        case "line gone":
            lines.pop(data.draw(st.integers(0, len(lines) - 1)))
            return "".join(lines)
        case "line twice":
            index = data.draw(st.integers(0, len(lines) - 1))
            return "".join([*lines[: index + 1], *lines[index:]])
        case "word gone":
            words.pop(data.draw(st.integers(0, len(words) - 1)))
            return " ".join(words)
        case "word for word":
            index, other = (data.draw(st.integers(0, len(words) - 1)) for _ in range(2))
            words[index] = words[other]
            return " ".join(words)
        case _:
            at = data.draw(st.integers(0, len(text)))
            return (
                text[:at]
                + data.draw(st.sampled_from(["\t", ":", "=", "{{", "}", "&a ", "- ", "'", "|", "9"]))
                + text[at:]
            )
