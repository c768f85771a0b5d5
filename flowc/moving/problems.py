"""FC65x: what an earlier version of the bot had, and conversations on it would miss here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span

SHOWN = 3  # positions named in one sentence

_BROKEN = {
    "missing": (
        Text("cannot be read", "tidak bisa dibaca"),
        Text("no such file in the bot's folder", "tidak ada berkas ini di folder bot"),
    ),
    "outside": (
        Text("lies outside of the bot's folder", "ada di luar folder bot"),
        Text("leads out of the folder", "keluar dari folder"),
    ),
    "large": (
        Text("is too large for an artifact", "terlalu besar untuk sebuah artefak"),
        Text("larger than any bot", "lebih besar dari bot mana pun"),
    ),
    "other": (
        Text("is not an artifact that this version reads", "bukan artefak yang bisa dibaca versi ini"),
        Text("not made by `flowc build`", "bukan hasil `flowc build`"),
    ),
}


@dataclass(frozen=True, slots=True)
class BrokenEarlierArtifact:
    """A test begins on an earlier artifact that cannot be read.

    Why: nobody could tell whether conversations on that version find their way.
    Ringkasan: Sebuah tes dimulai dari artefak lama yang tidak bisa dibaca.
    Mengapa: tidak ada yang tahu apakah percakapan di versi itu menemukan jalannya.
    Bad:
        tests:
          - name: pindah di tengah jalan
            given: {artifact: versi/hilang.json, at: menu/choose:pilih_menu}
            chat: [{user: halo}]
    Good:
        tests:
          - name: pindah di tengah jalan
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: halo}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC650"
    name: ClassVar[str] = "broken-earlier-artifact"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    path: str
    reason: str  # missing outside large other

    def report(self) -> Diagnostic:
        path = quoted(self.path)
        what, label = _BROKEN[self.reason]
        return tell(
            self,
            Text(f"the earlier artifact {path} {what.en}", f"artefak lama {path} {what.id}"),
            label,
            advice=Text(
                "build the earlier version and keep its file there: `flowc build … -o versi/1.json`",
                "bangun versi lama itu dan simpan berkasnya di sana: `flowc build … -o versi/1.json`",
            ),
        )


@dataclass(frozen=True, slots=True)
class VersionMovedTwice:
    """Two entries of `migrate` are about the same earlier version.

    Why: a conversation can only move one way; the second entry would never be looked at.
    Ringkasan: Dua entri `migrate` berasal dari versi lama yang sama.
    Mengapa: sebuah percakapan hanya bisa pindah lewat satu jalan; entri kedua tidak pernah dilihat.
    Bad:
        migrate:
          - {from: 1, otherwise: [{flow: menu}]}
          - {from: 1, otherwise: [{handover: auto}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Good:
        migrate:
          - {from: 1, otherwise: [{flow: menu}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC651"
    name: ClassVar[str] = "version-moved-twice"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    version: str
    first: Span

    def report(self) -> Diagnostic:
        version = quoted(self.version)
        return tell(
            self,
            Text(
                f"two entries of `migrate` are from version {version}",
                f"dua entri `migrate` berasal dari versi {version}",
            ),
            Text("never looked at", "tidak pernah dilihat"),
            also=((self.first, Text("the first entry", "entri pertama")),),
            advice=Text("put both into one entry", "gabungkan keduanya menjadi satu entri"),
        )


@dataclass(frozen=True, slots=True)
class MoveLeadsNowhere:
    """A position is moved to a step that does not wait for the customer, or from one that did not.

    Why: a conversation rests where a question waits for its answer; elsewhere there is nothing to go on with.
    Ringkasan: Sebuah posisi dipindahkan ke langkah yang tidak menunggu pelanggan, atau dari langkah yang
    tidak menunggu.
    Mengapa: percakapan berhenti di pertanyaan yang menunggu jawaban; di tempat lain tidak ada yang bisa
    dilanjutkan.
    Bad:
        flows:
          sapa: {steps: [{say: halo}]}
        migrate:
          - {from: 1, move: {menu/choose:pilih_menu: sapa/say:halo}, otherwise: [{flow: menu}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Good:
        flows:
          kenalan: {steps: [{collect: nama}, {say: halo}]}
        migrate:
          - {from: 1, move: {menu/choose:pilih_menu: kenalan/collect:nama}, otherwise: [{flow: menu}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC652"
    name: ClassVar[str] = "move-leads-nowhere"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    position: str
    wanted: str  # waits flow earlier

    def report(self) -> Diagnostic:
        position = quoted(self.position)
        if self.wanted == "flow":
            message = Text(f"{position} does not run a flow", f"{position} tidak menjalankan alur")
            advice = Text("a `flow` step moves to a `flow` step", "langkah `flow` pindah ke langkah `flow`")
        else:
            message = Text(
                f"{position} does not wait for the customer", f"{position} tidak menunggu jawaban pelanggan"
            )
            advice = Text(
                "name a `collect` or `choose` step; a list of slots has one position per slot",
                "sebutkan langkah `collect` atau `choose`; daftar slot punya satu posisi per slot",
            )
        label = Text("nothing is asked here", "tidak ada yang ditanyakan di sini")
        return tell(self, message, label, advice=advice)


@dataclass(frozen=True, slots=True)
class MovedSlotType:
    """A slot's value is moved to a slot of another type.

    Why: the value would be dropped, and the customer asked again for what they have told already.
    Ringkasan: Nilai sebuah slot dipindahkan ke slot yang tipenya lain.
    Mengapa: nilainya akan hilang, dan pelanggan ditanya lagi soal yang sudah mereka sebutkan.
    Bad:
        slots:
          pesanan: {type: number, ask: tanya_order}
        migrate:
          - {from: 1, slots: {order_id: pesanan}}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Good:
        slots:
          pesanan: {type: text, ask: tanya_order}
        migrate:
          - {from: 1, slots: {order_id: pesanan}}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC653"
    name: ClassVar[str] = "moved-slot-type"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    old: str
    old_type: str
    new: str
    new_type: str

    def report(self) -> Diagnostic:
        old, new = quoted(self.old, 28), quoted(self.new, 28)
        return tell(
            self,
            Text(
                f"{old} was of type {self.old_type}, {new} is of type {self.new_type}",
                f"{old} bertipe {self.old_type}, sedangkan {new} bertipe {self.new_type}",
            ),
            Text("of another type", "tipenya lain"),
            why=Text(
                "the value would be dropped, and the customer asked again",
                "nilainya akan hilang, dan pelanggan ditanya lagi",
            ),
            advice=Text(
                "move it to a slot of the same type, or leave it out: the value is then dropped",
                "pindahkan ke slot bertipe sama, atau jangan ditulis: nilainya lalu dibuang",
            ),
        )


@dataclass(frozen=True, slots=True)
class LostPosition:
    """A step at which conversations of an earlier version wait is gone, and nothing says what then.

    Why: the customer's next answer would be to a question that the bot no longer knows.
    Ringkasan: Langkah tempat percakapan versi lama menunggu sudah tidak ada, dan belum diatur kelanjutannya.
    Mengapa: jawaban pelanggan berikutnya menjawab pertanyaan yang tidak dikenal lagi oleh bot.
    Bad:
        flows:
          menu:
            start_on: greeting
            steps: [{collect: nama}, {say: halo}]
        migrate:
          - {from: 1}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Good:
        flows:
          menu:
            start_on: greeting
            steps: [{collect: nama}, {say: halo}]
        migrate:
          - {from: 1, otherwise: [{say: bantuan}, {flow: menu}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC654"
    name: ClassVar[str] = "lost-position"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    positions: tuple[str, ...]
    version: str
    has_entry: bool

    def report(self) -> Diagnostic:
        first, version, more = quoted(self.positions[0]), quoted(self.version, 16), len(self.positions) - 1
        and_more = Text(f" and {more} more" if more else "", f" dan {more} lagi" if more else "")
        is_ = "are" if more else "is"
        named = ", ".join(quoted(one) for one in self.positions[:SHOWN])
        return tell(
            self,
            Text(
                f"{first}{and_more.en} of version {version} {is_} gone",
                f"{first}{and_more.id} dari versi {version} sudah tidak ada",
            ),
            Text("conversations may wait there", "percakapan bisa sedang menunggu di sana"),
            why=Text(
                f"a customer's next answer would be to a question that is no longer known: {named}",
                f"jawaban pelanggan berikutnya menjawab pertanyaan yang tidak dikenal lagi: {named}",
            ),
            advice=Text(
                "add `otherwise: [{say: <message>}, {flow: <flow>}]` to the entry, or `move` each",
                "tambahkan `otherwise: [{say: <pesan>}, {flow: <alur>}]` pada entri, atau `move` satu-satu",
            )
            if self.has_entry
            else Text(
                f"add `migrate: [{{from: {self.version}, otherwise: [{{flow: <flow>}}]}}]`",
                f"tambahkan `migrate: [{{from: {self.version}, otherwise: [{{flow: <alur>}}]}}]`",
            ),
        )


@dataclass(frozen=True, slots=True)
class LostDivision:
    """A division of an earlier version is no longer there, and nothing says which one has its handovers now.

    Why: an open handover belongs to a division; customers who wait for it would be nobody's.
    Ringkasan: Sebuah divisi dari versi lama sudah tidak ada, dan belum diatur divisi mana yang menerima serah
    terimanya.
    Mengapa: serah terima yang masih terbuka adalah milik sebuah divisi; pelanggan yang menunggunya jadi tidak
    punya siapa-siapa.
    Bad:
        # version 1 had a division `cs`; here it is named `layanan`
        # migrate:
        #   - {from: 1, otherwise: [{flow: menu}]}
    Good:
        # migrate:
        #   - {from: 1, move: {divisions: {cs: layanan}}, otherwise: [{flow: menu}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC655"
    name: ClassVar[str] = "lost-division"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    division: str
    version: str

    def report(self) -> Diagnostic:
        division, version = quoted(self.division), quoted(self.version, 16)
        return tell(
            self,
            Text(
                f"division {division} of version {version} is gone",
                f"divisi {division} dari versi {version} sudah tidak ada",
            ),
            Text("customers may wait for it", "pelanggan bisa sedang menunggunya"),
            why=Text(
                "an open handover would belong to nobody",
                "serah terima yang masih terbuka tidak akan punya pemilik",
            ),
            advice=Text(
                f"say who has its handovers now: `move: {{divisions: {{{self.division}: <name>}}}}`",
                f"tulis siapa penerimanya sekarang: `move: {{divisions: {{{self.division}: <nama>}}}}`",
            ),
        )


@dataclass(frozen=True, slots=True)
class MigrationUntested:
    """An entry of `migrate` has no test that begins on the version it is from.

    Why: without the earlier artifact nobody knows which steps are gone, and customers meet it first.
    Ringkasan: Sebuah entri `migrate` belum punya tes yang mulai di versi asalnya.
    Mengapa: tanpa artefak lamanya tidak diketahui langkah mana yang hilang, dan pelanggan yang pertama
    mengalaminya.
    Bad:
        migrate:
          - {from: 1, otherwise: [{flow: menu}]}
    Good:
        migrate:
          - {from: 1, otherwise: [{flow: menu}]}
        tests:
          - name: pindah
            given: {artifact: versi/1.json, at: menu/choose:pilih_menu}
            chat: [{user: cs}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC656"
    name: ClassVar[str] = "migration-untested"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    version: str

    def report(self) -> Diagnostic:
        version = quoted(self.version)
        return tell(
            self,
            Text(
                f"no test begins on version {version} and moves here",
                f"tidak ada tes yang mulai di versi {version} lalu pindah ke sini",
            ),
            Text("moves conversations untried", "memindahkan percakapan tanpa dicoba"),
            advice=Text(
                "add a test with `given: {artifact: <file>, at: <position>}`",
                "tambahkan tes dengan `given: {artifact: <berkas>, at: <posisi>}`",
            ),
        )


PROBLEMS = (
    BrokenEarlierArtifact,
    VersionMovedTwice,
    MoveLeadsNowhere,
    MovedSlotType,
    LostPosition,
    LostDivision,
    MigrationUntested,
)
