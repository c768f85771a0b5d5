"""The hit policies of tables: what `flowc explain unique` shows, and the table in the docs on tables."""

from __future__ import annotations

from dataclasses import dataclass

from flowc.diagnostics.model import Text

_TITLE = Text(
    "`hit: {0}`, a hit policy of tables (DMN: {1})", "`hit: {0}`, cara memilih baris tabel (DMN: {1})"
)
_ANSWER = Text("The answer: {0}.", "Jawabannya: {0}.")
_ROUTING = Text("Tables of `routing` know it too.", "Tabel `routing` juga mengenalnya.")
_SKILLS = Text(
    "Tables of `routing` know it for `skills` only: the skills of all rows that hold, united.",
    "Tabel `routing` mengenalnya hanya untuk `skills`: keahlian dari semua baris yang cocok digabung.",
)


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """`letter` is DMN's; `answer` what the table gives; `routing` what it means there, None: nothing."""

    word: str
    letter: str
    answer: Text
    routing: Text | None = None


HITS = {
    one.word: one
    for one in (
        HitPolicy(
            "first", "F", Text("that of the top row that holds", "dari baris cocok yang teratas"), _ROUTING
        ),
        HitPolicy(
            "unique",
            "U",
            Text(
                "that of the only row that holds: two that hold together are an error (FC520)",
                "dari satu-satunya baris yang cocok: dua baris yang cocok bersamaan adalah galat (FC520)",
            ),
            _ROUTING,
        ),
        HitPolicy(
            "any",
            "A",
            Text(
                "that of any row that holds: two that hold together and differ are an error (FC520)",
                "dari baris cocok mana pun: dua baris cocok bersamaan yang berbeda adalah galat (FC520)",
            ),
        ),
        HitPolicy(
            "priority",
            "P",
            Text(
                "that of the row whose `choice` stands first in its `options`",
                "dari baris yang `choice`-nya paling depan di `options`",
            ),
        ),
        HitPolicy(
            "collect",
            "C",
            Text(
                "a list of what all rows that hold say, top to bottom",
                "daftar isi semua baris yang cocok, dari atas ke bawah",
            ),
            _SKILLS,
        ),
        HitPolicy(
            "rule_order",
            "R",
            Text(
                "a list of what all rows that hold say, top to bottom, as with `collect`",
                "daftar isi semua baris yang cocok, dari atas ke bawah, seperti `collect`",
            ),
        ),
        HitPolicy(
            "output_order",
            "O",
            Text(
                "the same list, in the order of `options` of a `choice`",
                "daftar yang sama, menurut urutan `options` sebuah `choice`",
            ),
        ),
        HitPolicy(
            "sum", "C+", Text("the sum of all rows that hold", "jumlah (total) dari semua baris yang cocok")
        ),
        HitPolicy(
            "min", "C<", Text("the least of all rows that hold", "nilai terkecil dari semua baris yang cocok")
        ),
        HitPolicy(
            "max",
            "C>",
            Text("the greatest of all rows that hold", "nilai terbesar dari semua baris yang cocok"),
        ),
        HitPolicy(
            "count",
            "C#",
            Text("how many rows hold, 0 without any", "banyaknya baris yang cocok, 0 kalau tidak ada"),
        ),
    )
}


def render(word: str, language: str = "en") -> str:
    """Return the page of a hit policy as text for a terminal."""
    one = HITS[word]
    lines = [
        _TITLE.in_(language).format(one.word, one.letter),
        "",
        _ANSWER.in_(language).format(one.answer.in_(language)),
    ]
    if one.routing is not None:
        lines.append(one.routing.in_(language))
    return "\n".join(lines) + "\n"


def rows() -> tuple[str, ...]:
    """Return the policies as rows of a Markdown table."""
    return tuple(f"| `{one.word}` | {one.letter} | {one.answer.en} |" for one in HITS.values())
