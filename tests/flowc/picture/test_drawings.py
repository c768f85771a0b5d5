"""Pictures as text: whatever stands in a bot's files, it stays inside its label."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.picture import svg
from flowc.picture.build import build_picture
from flowc.picture.dot import draw_dot
from flowc.picture.mermaid import draw_mermaid
from flowc.picture.model import Box, Group, Kind, Line, Picture, Theme, Way
from tests.conftest import Need
from tests.flowc.picture.large import files
from tests.flowc.picture.making import SHOP, compiled, shop

NASTY = [
    '"];evil [label="x',
    "\\",
    'a\\"b',
    "<script>alert(1)</script>",
    "<b>tebal</b>",
    "&amp;&#34;&lt;",
    "baris\nbaru\r\n\x00\x1b[31m",
    "%%{init: {}}%%",
    "end",
    'A"] --> B["',
    "`markdown`",
    "\\N\\G\\l",
    "1. satu",
    "- satu",
    "🙂 ‮terbalik",
    "",
]
_QUOTED = r'"(?:[^"\\\n]|\\["\\n])*"'
_ATTRIBUTES = rf" \[(?:[a-z]+={_QUOTED}(?:, )?)*\]"
_DOT_LINE = re.compile(
    rf"digraph bot {{|}}|  }}|  subgraph cluster_\d+ {{| +(?:graph|node|edge){_ATTRIBUTES}"
    rf"| +n\d+{_ATTRIBUTES}|  n\d+ -> n\d+{_ATTRIBUTES}"
)
_LABEL = r'"(?:[^"<>`&\\\n|]|<br/>|#\d+;)*"'
_OPEN, _CLOSE = r"(?:\[\[|\[/|\[|\(\[|\(|\{\{)", r"(?:\]\]|/\]|\]\)|\]|\)|\}\})"
_MERMAID_LINE = re.compile(
    rf"flowchart LR|  end|  subgraph g\d+\[{_LABEL}\]| +n\d+{_OPEN}{_LABEL}{_CLOSE}:::[a-z]+"
    rf"|  n\d+ (?:-->|-\.->|==>)(?:\|{_LABEL}\|)? n\d+|  classDef [a-z]+ [a-z0-9:#,-]+"
)


def picture_of(text: str) -> Picture:
    boxes = tuple(
        Box(f"n{number}", kind, (text, text), side=bool(number % 2), place=text)
        for number, kind in enumerate(Kind)
    )
    lines = tuple(Line("n1", f"n{number}", way, text) for number, way in enumerate(Way))
    groups = (Group(Theme.FLOW, text, boxes[:6]), Group(Theme.RULES, "aturan", boxes[6:]))
    return Picture(text, groups, lines)


def assert_every_line_is_known(text: str, known: re.Pattern[str]) -> None:
    assert text.endswith("\n")
    for line in text[:-1].split("\n"):
        assert known.fullmatch(line), line


@pytest.mark.parametrize("text", NASTY)
def test_no_text_leaves_its_label(text: str) -> None:
    assert_every_line_is_known(draw_dot(picture_of(text)), _DOT_LINE)
    assert_every_line_is_known(draw_mermaid(picture_of(text)), _MERMAID_LINE)


@given(text=st.text(max_size=40))
def test_no_text_at_all_leaves_its_label(text: str) -> None:
    assert_every_line_is_known(draw_dot(picture_of(text)), _DOT_LINE)
    assert_every_line_is_known(draw_mermaid(picture_of(text)), _MERMAID_LINE)


@pytest.mark.parametrize("draw", [draw_dot, draw_mermaid])
def test_the_same_bot_gives_the_same_bytes(draw: Callable[[Picture], str]) -> None:
    assert draw(build_picture(shop())) == draw(build_picture(shop()))


def test_looks_of_a_dot_drawing() -> None:
    text = draw_dot(build_picture(shop()))
    assert 'rankdir="LR"' in text
    human = next(line for line in text.splitlines() if 'label=" cs "' in line)
    assert 'style="dashed"' in human
    silent = next(line for line in text.splitlines() if 'label="say sampai_jumpa"' in line)
    waiting = next(line for line in text.splitlines() if 'label="collect alasan"' in line)
    aside = next(line for line in text.splitlines() if 'label="say refund_gagal"' in line)
    fills = [re.findall(r'fillcolor="([^"]+)"', line)[-1] for line in (silent, waiting, aside)]
    assert len(set(fills)) == 3
    flows = (SHOP / "alur.yaml").read_text(encoding="utf-8").splitlines()
    assert f'tooltip="alur.yaml:{flows.index("          - say: refund_gagal") + 1}"' in aside


def test_looks_of_a_mermaid_drawing() -> None:
    text = draw_mermaid(build_picture(shop(), "id"))
    assert text.startswith("flowchart LR\n")
    assert re.search(r'n\d+\("collect alasan"\):::wait', text)
    assert re.search(r'n\d+\["say refund_gagal"\]:::aside', text)
    assert re.search(r'n\d+ -\.->\|"cs"\| n\d+', text)
    assert '|"tak dijawab 30m"|' not in text, "ways to the defaults are drawn once, at the defaults"


@pytest.fixture
def graphviz(need: Need) -> None:
    if not svg.is_installed():
        need("Graphviz's `dot` is not installed")


@pytest.mark.usefixtures("graphviz")
@pytest.mark.parametrize("text", NASTY)
def test_graphviz_shows_the_text_as_it_is(text: str) -> None:
    drawn = svg.draw(draw_dot(picture_of(text)), "svg")
    root = ElementTree.fromstring(drawn)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "g", "title", "polygon", "path", "text", "a", "ellipse", "polyline"}
    shown = ["".join((element.text or "").split()) for element in root.iter() if element.tag.endswith("text")]
    wanted = "".join(one if one.isprintable() else " " for one in text)
    assert "".join(wanted.split()) in ["", *shown]


@pytest.mark.usefixtures("graphviz")
def test_large_pictures_are_drawn() -> None:
    dot = draw_dot(build_picture(compiled(files())))
    assert svg.draw(dot, "png").startswith(b"\x89PNG")
    assert b"<svg" in svg.draw(dot, "svg")


@pytest.mark.usefixtures("graphviz")
def test_a_drawing_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(svg.NotDrawn, match="longer than 0 s"):
        svg.draw(draw_dot(build_picture(compiled(files()))), "png", longest_s=0.001)


@pytest.mark.usefixtures("graphviz")
def test_what_graphviz_refuses_is_said() -> None:
    with pytest.raises(svg.NotDrawn, match="syntax error"):
        svg.draw("this is no graph", "svg")


def test_without_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not svg.is_installed()
    with pytest.raises(svg.NotDrawn, match="not installed"):
        svg.draw("digraph {}", "svg")
