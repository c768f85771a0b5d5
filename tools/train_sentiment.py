"""Trains the model of feelings: `python -m tools.train_sentiment DATA` writes `sentiment_weights.py` anew.

It learns from the reviews of SmSA (part for training), nothing else. NusaX is read only to leave out rows
that are nearly the same as rows measured, so that what is measured taught nothing.

Laws:
- The same data gives the same bytes: whole numbers, fixed order, no chance.
- No name has a feeling: words of `tools/sentiment_never.txt` (people, places, brands, faiths, peoples,
  parties, politics) are no pieces, nor is a pair with one of them. Nor are words of questions
(`tools/sentiment_plain.txt`), alone or two together.
- A piece stays only if it stands in enough texts and says the same class first in both halves of them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd, isqrt
from pathlib import Path

from runtime.understanding.normalise import normalise
from runtime.understanding.sentiment import clauses_of, read_lists
from runtime.understanding.sentiment_model import LEAST_PIECES, pieces

NEVER = Path(__file__).parent / "sentiment_never.txt"
PLAIN = Path(__file__).parent / "sentiment_plain.txt"
TARGET = Path(__file__).parents[1] / "runtime/understanding/sentiment_weights.py"

_LEARNT = "sentiment/smsa/train.jsonl"
_MEASURED = (
    "sentiment/smsa/dev.jsonl",
    "sentiment/nusax/indonesian.train.jsonl",
    "sentiment/nusax/indonesian.dev.jsonl",
)
_CLASSES = {"negative": -1, "neutral": 0, "positive": 1}

# Chosen on halves of the part for training.
_TEXTS = 5  # texts a piece must stand in
_ROUNDS = 5
_MARGIN = 500_000  # by how much the right class must win
_LEARN = 500_000  # of a weight, in one step, for a message of one piece
_LEARN_SILENT = 50_000
_ONE = 1_000_000  # a weight of 1
_STEP = 50_000  # what a written weight counts in
_LEAST = 2  # steps: a piece that says less is left out

_LINE_CHARS = 100

_ALIKE = 0.5  # words two texts share, of all their words, to be nearly the same
_EVERYWHERE = 1500  # texts a word stands in to be no sign of that


@dataclass(frozen=True, slots=True)
class Row:
    """A text to learn from: its pieces, how many it has, its class, what the lists say in `_ONE`."""

    pieces: tuple[str, ...]
    count: int
    label: int
    value: int


@dataclass(slots=True)
class Model:
    """Weights by class and piece, in `_ONE`; `silent` counts where the lists know no word."""

    weights: dict[int, dict[str, int]]
    silent: dict[int, int]


_Ready = tuple[Row, list[str], int]  # a row, its pieces that are known, what one of them counts


def main() -> None:
    (data,) = sys.argv[1:]
    TARGET.write_text(build(Path(data)), encoding="utf-8")


def build(data: Path) -> str:
    """Return the module of weights, learnt from the sets in folder `data`."""
    return written(learn(rows(_texts_to_learn(data))))


def read_words(path: Path) -> frozenset[str]:
    """Return the words of a list of ours, as normalised; a line with `#` says what follows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in normalise(line).split())


def rows(texts: Iterable[tuple[str, str]]) -> list[Row]:
    """Return what texts and their labels are learnt as, in fixed order."""
    never, plain = read_words(NEVER), read_words(PLAIN)
    made = []
    for text, label in texts:
        found = pieces(clauses_of(text))
        allowed = tuple(piece for piece in found if _may_be_learnt(piece.split(" "), never, plain))
        made.append(Row(allowed, len(found), _CLASSES[label], round(read_lists(text).value * 1000) * 1000))
    return made


def learn(found: Sequence[Row]) -> Model:
    """Return the model of pieces that say the same in both halves of `found`."""
    texts = Counter(piece for row in found for piece in row.pieces)
    often = frozenset(piece for piece, count in texts.items() if count >= _TEXTS)
    halves = [train(found[at::2], often) for at in (0, 1)]
    agreed = frozenset(piece for piece in often if _says(halves[0], piece) == _says(halves[1], piece))
    return train(found, agreed)


def train(found: Sequence[Row], known: frozenset[str]) -> Model:
    """Return an averaged perceptron with a margin, over the pieces `known`."""
    names = sorted(known)
    weights = {label: dict.fromkeys(names, 0) for label in (-1, 0, 1)}
    moved = {label: dict.fromkeys(names, 0) for label in weights}
    silent, silent_moved = dict.fromkeys(weights, 0), dict.fromkeys(weights, 0)
    often = Counter(row.label for row in found)
    # rare classes learn in longer steps, in thousandths
    steps = {label: isqrt(1_000_000 * len(found) // (3 * max(often[label], 1))) for label in weights}
    ready = [(row, [piece for piece in row.pieces if piece in known], scale(row.count)) for row in found]
    done = 0
    for _ in range(_ROUNDS):
        for row, own, part in _mixed(ready):
            done += 1
            sums = {
                label: sum(map(weights[label].__getitem__, own)) * part // 1000
                + label * row.value
                + (silent[label] if not row.value else 0)
                for label in weights
            }
            right = row.label
            wrong = max(
                (label for label in weights if label != right), key=lambda label: (sums[label], label)
            )
            if sums[right] >= sums[wrong] + _MARGIN:
                continue
            for label, sign in ((right, 1), (wrong, -1)):
                step = sign * _LEARN * steps[right] * part // 1_000_000
                mine, sum_moved = weights[label], moved[label]
                for piece in own:
                    mine[piece] += step
                    sum_moved[piece] += step * done
                if not row.value:
                    step = sign * _LEARN_SILENT * steps[right] // 1000
                    silent[label] += step
                    silent_moved[label] += step * done
    for label in weights:
        silent[label] -= silent_moved[label] // done
        for piece in names:
            weights[label][piece] -= moved[label][piece] // done
    return Model(weights, silent)


def scale(count: int) -> int:
    """Return what one of `count` pieces counts, in thousandths."""
    return 1_000_000 // isqrt(1_000_000 * max(count, LEAST_PIECES))


def written(model: Model) -> str:
    """Return the module that has the weights, as steps above neutral."""
    groups: dict[tuple[int, int], list[str]] = {}
    for piece in sorted(model.weights[0]):
        good, bad = (
            (model.weights[label][piece] - model.weights[0][piece] + _STEP // 2) // _STEP for label in (1, -1)
        )
        if max(abs(good), abs(bad)) >= _LEAST:
            groups.setdefault((good, bad), []).append(piece)
    silent = tuple((model.silent[label] - model.silent[0]) // 1000 / 1000 for label in (1, -1))
    lines = [_HEAD.format(step=_STEP / _ONE, silent=silent)]
    for (good, bad), found in sorted(groups.items()):
        lines.extend(_wrapped(f"{good} {bad}: ", found))
    return "\n".join([*lines, _TAIL])


def _texts_to_learn(data: Path) -> Iterator[tuple[str, str]]:
    measured = [_words(text) for name in _MEASURED for text, _ in _read(data / name)]
    often = Counter(word for words in measured for word in words)
    telling = {word for word, count in often.items() if count < _EVERYWHERE // 10}
    having: dict[str, list[int]] = {}
    for at, words in enumerate(measured):
        for word in words & telling:
            having.setdefault(word, []).append(at)
    for text, label in _read(data / _LEARNT):
        own = _words(text)
        shared = Counter(at for word in own & telling for at in having.get(word, ()))
        if not any(len(own & measured[at]) >= _ALIKE * len(own | measured[at]) for at in shared):
            yield text, label


def _read(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["label"]


def _words(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


def _may_be_learnt(words: list[str], never: frozenset[str], plain: frozenset[str]) -> bool:
    return (
        all(word.isascii() and word.isalpha() for word in words)
        and never.isdisjoint(words)
        and not plain.issuperset(words)
    )


def _says(model: Model, piece: str) -> int:
    return max(model.weights, key=lambda label: model.weights[label][piece])


def _mixed(found: Sequence[_Ready]) -> Iterator[_Ready]:
    """Yield all of `found`, neighbours far apart."""
    size = len(found)
    stride = next(one for one in range(size * 5 // 8 + 1, 2 * size + 2) if gcd(one, size) == 1)
    for at in range(size):
        yield found[at * stride % size]


def _wrapped(begin: str, found: Sequence[str]) -> Iterator[str]:
    line = ""
    for piece in found:
        more = f"{line}, {piece}" if line else begin + piece
        if line and len(more) > _LINE_CHARS:
            yield line
            more = begin + piece
        line = more
    yield line


_HEAD = '''"""What words and pairs of words say of a message: (good, bad), in steps above neutral. Data only.

Made by `python -m tools.train_sentiment`; never edited by hand. Learnt from the reviews of SmSA (IndoNLU,
https://github.com/IndoNLP/indonlu, Apache-2.0), part for training: see NOTICE.
"""

from __future__ import annotations

from collections.abc import Mapping

STEP = {step}
# (good, bad) above neutral where the lists know no word.
SILENT = {silent}

_PIECES = """\\'''
_TAIL = '''"""

WEIGHTS: Mapping[str, tuple[int, int]] = {
    piece: (int(numbers.split(" ")[0]), int(numbers.split(" ")[1]))
    for numbers, found in (line.split(": ") for line in _PIECES.splitlines())
    for piece in found.split(", ")
}
'''

if __name__ == "__main__":
    main()
