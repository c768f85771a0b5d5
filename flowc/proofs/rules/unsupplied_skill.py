"""FC517: skills that a row asks of divisions without them, or that nobody ever asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.names.routing import split_list
from flowc.proofs.facts import Facts
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model
from runtime.routing.assigning import skill_parts


@dataclass(frozen=True, slots=True)
class UnsuppliedSkill:
    """A row asks for a skill where no division that it is about has it; or no row or step ever asks for one.

    Over-approximate for a skill that is never asked for: it may be there for the agents' own view. Where that
    is meant, say so with `allow: {unsupplied-skill: reason}` on the division or the table. Who the agents are
    is not looked at: that stands in the operator's file.

    Why: the wish is dropped without a word, and the customer gets somebody who cannot help.
    Ringkasan: Sebuah baris meminta keahlian yang tidak dimiliki divisi mana pun yang dimaksudnya; atau tidak
    ada baris atau langkah yang pernah memintanya.

    Bisa berlebihan untuk keahlian yang tidak pernah diminta: mungkin hanya untuk dilihat agen. Kalau memang
    begitu, tulis `allow: {unsupplied-skill: alasan}` pada divisi atau tabelnya. Siapa agennya tidak
    diperiksa: itu tertulis di berkas operator.
    Mengapa: permintaannya diabaikan tanpa pemberitahuan, dan pelanggan mendapat orang yang tidak bisa
    membantu.
    Bad:
        divisions:
          cs: {name: {id: Layanan, en: Care}}
          teknis: {name: {id: Teknis, en: Technical}, skills: [english]}
        routing:
          tujuan:
            rows: |
              topic  | to
              refund | cs
              -      | teknis
          bahasa:
            hit: collect
            rows: |
              conversation.locale | route.to | skills
              en                  | cs       | english
    Good:
        divisions:
          cs: {name: {id: Layanan, en: Care}, skills: [english]}
          teknis: {name: {id: Teknis, en: Technical}, skills: [english]}
        routing:
          tujuan:
            rows: |
              topic  | to
              refund | cs
              -      | teknis
          bahasa:
            hit: collect
            rows: |
              conversation.locale | route.to | skills
              en                  | cs       | english
    Since: 0.2
    """

    code: ClassVar[str] = "FC517"
    name: ClassVar[str] = "unsupplied-skill"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    skill: str
    lacking: tuple[str, ...]  # divisions; none: the skill is there, and never asked for
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        skill = quoted(self.skill)
        if not self.lacking:
            return tell(
                self,
                Text(f"nobody ever asks for {skill}", f"tidak ada yang pernah meminta {skill}"),
                Text("no row or step names it", "tidak disebut baris atau langkah mana pun"),
                witness=self.witness,
                advice=Text(
                    "ask for it in a table with `skills`, or delete it",
                    "minta lewat tabel dengan kolom `skills`, atau hapus",
                ),
            )
        divisions = ", ".join(quoted(one) for one in self.lacking)
        return tell(
            self,
            Text(
                f"{skill} is asked of {divisions}, where nobody has it",
                f"{skill} diminta dari {divisions}, padahal tidak ada yang memilikinya",
            ),
            Text("dropped here", "diabaikan di sini"),
            witness=self.witness,
            advice=Text(
                f"add {skill} to the division's `skills`, or take the division out of the row",
                f"tambahkan {skill} ke `skills` divisinya, atau keluarkan divisinya dari baris ini",
            ),
        )


def check(facts: Facts) -> Iterator[UnsuppliedSkill]:
    """Yield skills in rows that their divisions lack, then those of divisions that nothing asks for."""
    divisions = facts.bot.divisions
    asked: set[str] = set()
    routed = facts.mentions.routed()
    for table in facts.bot.routing:
        for row in table.rows:
            named = _named_divisions(table, row)
            meant = tuple(divisions) if routed is None else tuple(one for one in divisions if one in routed)
            for word in _wishes(table, row):
                skill, _ = skill_parts(word.text)
                asked.add(skill)
                lacking = tuple(
                    one for one in (named or meant) if one in divisions and not _has(divisions[one], skill)
                )
                if lacking and (named or len(lacking) == len(meant)):
                    dropped = note(
                        f"the customer goes to `{lacking[0]}`, and `{skill}` is dropped",
                        f"pelanggan diarahkan ke `{lacking[0]}`, dan `{skill}` diabaikan",
                    )
                    yield UnsuppliedSkill(word.span, skill, lacking, (dropped,))
    for state in facts.machine.states.values():
        if isinstance(state, model.Offer | model.Handover):
            asked |= {skill_parts(one)[0] for one in state.handover.skills}
    if any(at.startswith("=") for table in facts.bot.routing for at in _skill_cells(table)):
        return  # worked out at run time: it may be any
    for division in divisions.values():
        for word in division.skills:
            if word.text not in asked:
                never = note(
                    f"no handover asks for `{word.text}`", f"tidak ada penyerahan yang meminta `{word.text}`"
                )
                yield UnsuppliedSkill(word.span, word.text, (), (never,))


def _wishes(table: tree.Table, row: tree.TableRow) -> Iterator[tree.Word]:
    for heading, cell in zip(table.headings, row.cells, strict=False):
        if heading.text == "skills" and not cell.text.startswith("="):
            yield from split_list(cell)


def _skill_cells(table: tree.Table) -> Iterator[str]:
    for row in table.rows:
        for heading, cell in zip(table.headings, row.cells, strict=False):
            if heading.text == "skills":
                yield cell.text


def _named_divisions(table: tree.Table, row: tree.TableRow) -> tuple[str, ...]:
    """Return the divisions that a row's `to`, or its cell of `route.to`, lists by their names."""
    for heading, cell in zip(table.headings, row.cells, strict=False):
        if heading.text in ("route.to", "to") and cell.text.replace(",", "").replace(" ", "").isidentifier():
            return tuple(word.text for word in split_list(cell))
    return ()


def _has(division: tree.Division, skill: str) -> bool:
    return any(word.text == skill for word in division.skills)
