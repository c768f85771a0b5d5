"""FC8xx: what a bot needs and an operator's file does not have, or has under another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.similar import similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnusableConfig:
    """The operator's file cannot be used as it is.

    Why: the server would not start with it, and every bot of the installation would stay silent.
    Ringkasan: Berkas operator tidak bisa dipakai sebagaimana adanya.
    Mengapa: server tidak akan mau jalan, dan semua bot di instalasi ini akan diam.
    Since: 0.1
    """

    code: ClassVar[str] = "FC801"
    name: ClassVar[str] = "unusable-config"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    reason: str  # as the server would say it

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("the operator's file cannot be used", "berkas operator tidak bisa dipakai"),
            Text(f"the server says: {self.reason}", f"kata server: {self.reason}"),
        )


@dataclass(frozen=True, slots=True)
class MissingDestination:
    """An action goes to a destination that the operator's file does not name.

    Why: the action could never succeed: every customer would get the words for a failure.
    Ringkasan: Sebuah aksi menuju tujuan yang tidak ada di berkas operator.
    Mengapa: aksinya tidak mungkin berhasil: semua pelanggan akan menerima pesan kegagalan.
    Since: 0.1
    """

    code: ClassVar[str] = "FC802"
    name: ClassVar[str] = "missing-destination"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str
    destination: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        action, destination = quoted(self.action), quoted(self.destination)
        return tell(
            self,
            Text(
                f"action {action} goes to {destination}, which the operator's file does not name",
                f"aksi {action} menuju {destination}, yang tidak ada di berkas operator",
            ),
            Text(f"needs `[destinations.{self.destination}]`", f"perlu `[destinations.{self.destination}]`"),
            advice=similar_help(
                self.destination, self.known, Text("known destinations", "tujuan yang dikenal")
            )
            or Text(
                f'add to the operator\'s file:\n[destinations.{self.destination}]\nurl = "https://…"',
                f'tambahkan ke berkas operator:\n[destinations.{self.destination}]\nurl = "https://…"',
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownDivision:
    """The operator's file gives a desk or an agent to a division that the bot does not have.

    Why: the real division would be left without its desk or its people, and nobody would notice before a
    customer waits there.
    Ringkasan: Berkas operator memberi meja atau agen kepada divisi yang tidak ada di bot.
    Mengapa: divisi yang sebenarnya tidak kebagian meja atau orang, dan baru ketahuan saat ada pelanggan yang
    menunggu di sana.
    Since: 0.1
    """

    code: ClassVar[str] = "FC803"
    name: ClassVar[str] = "unknown-division"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str
    owner: str  # the place in the file: `desks.utama`
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        division, owner = quoted(self.division), quoted(self.owner)
        return tell(
            self,
            Text(
                f"{owner} names the division {division}, which the bot does not have",
                f"{owner} menyebut divisi {division}, yang tidak ada di bot",
            ),
            Text("no such division", "tidak ada divisi ini"),
            advice=similar_help(self.division, self.known, Text("known divisions", "divisi yang dikenal")),
        )


@dataclass(frozen=True, slots=True)
class MissingRole:
    """A division's promise notifies a role that the operator's file does not name.

    Why: the promise would be broken without anybody being told.
    Ringkasan: Janji sebuah divisi memberi tahu peran yang tidak ada di berkas operator.
    Mengapa: janjinya dilanggar tanpa ada yang diberi tahu.
    Since: 0.2
    """

    code: ClassVar[str] = "FC804"
    name: ClassVar[str] = "missing-role"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    role: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        role = quoted(self.role)
        added = f'[roles.{self.role}]\naddress = "…"'
        return tell(
            self,
            Text(
                f"the role {role} is not in the operator's file",
                f"peran {role} tidak ada di berkas operator",
            ),
            Text(f"needs `[roles.{self.role}]`", f"perlu `[roles.{self.role}]`"),
            advice=similar_help(self.role, self.known, Text("known roles", "peran yang dikenal"))
            or Text(f"add to the operator's file:\n{added}", f"tambahkan ke berkas operator:\n{added}"),
        )


@dataclass(frozen=True, slots=True)
class MissingCallable:
    """An action calls a function that the operator's file does not list under `server.callables`.

    Only a program around the server can register functions; `flowc serve` has none.

    Why: without the function each call fails at once, and its step goes on as if a system were down.
    Ringkasan: Sebuah aksi memanggil fungsi yang tidak tercantum di `server.callables` pada berkas operator.

    Hanya program yang menjalankan server yang bisa mendaftarkan fungsi; `flowc serve` tidak punya satu pun.
    Mengapa: tanpa fungsi itu setiap pemanggilan langsung gagal, dan langkahnya berlanjut seolah-olah
    sistemnya sedang mati.
    Since: 0.2
    """

    code: ClassVar[str] = "FC805"
    name: ClassVar[str] = "missing-callable"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str
    function: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        action, function = quoted(self.action), quoted(self.function)
        added = f'[server]\ncallables = ["{self.function}"]'
        return tell(
            self,
            Text(
                f"action {action} calls {function}, which the operator's file does not list",
                f"aksi {action} memanggil {function}, yang tidak tercantum di berkas operator",
            ),
            Text("not in `server.callables`", "tidak ada di `server.callables`"),
            advice=similar_help(self.function, self.known, Text("known functions", "fungsi yang dikenal"))
            or Text(
                f"register it in the program that serves the bot, and list it:\n{added}",
                f"daftarkan di program yang menjalankan bot, lalu cantumkan:\n{added}",
            ),
        )


@dataclass(frozen=True, slots=True)
class ChannelWithoutDoor:
    """A channel of the bot is carried by no door of the installation.

    Why: customers who write there would never reach the bot.
    Ringkasan: Salah satu kanal bot tidak punya pintu di instalasi ini.
    Mengapa: pelanggan yang menulis lewat kanal itu tidak pernah sampai ke bot.
    Since: 0.2
    """

    code: ClassVar[str] = "FC806"
    name: ClassVar[str] = "channel-without-door"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    channel: str
    carried: str  # by the JSON door

    def report(self) -> Diagnostic:
        channel, carried = quoted(self.channel), quoted(self.carried)
        added = f'[channels.json]\ncarries = "{self.channel}"'
        if self.channel == "whatsapp":
            added = '[channels.whatsapp]\nphone_number_id = "…"'
        return tell(
            self,
            Text(
                f"no door of this installation carries {channel}",
                f"di instalasi ini tidak ada pintu untuk {channel}",
            ),
            Text(f"the JSON door carries {carried}", f"pintu JSON membawa {carried}"),
            advice=Text(f"in the operator's file write:\n{added}", f"di berkas operator tulis:\n{added}"),
        )


@dataclass(frozen=True, slots=True)
class DivisionWithoutDesk:
    """The operator's file names desks, and none of them serves this division.

    Why: its handovers would only be listed: customers wait for people who are never told.
    Ringkasan: Berkas operator menyebut meja-meja, tetapi tidak ada yang melayani divisi ini.
    Mengapa: serah terimanya hanya tercatat: pelanggan menunggu orang yang tidak pernah diberi tahu.
    Since: 0.2
    """

    code: ClassVar[str] = "FC807"
    name: ClassVar[str] = "division-without-desk"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str
    desks: tuple[str, ...]

    def report(self) -> Diagnostic:
        division, desk = quoted(self.division), self.desks[0]
        added = f'[desks.{desk}]\ndivisions = {{{self.division} = "…"}}'
        return tell(
            self,
            Text(f"no desk serves the division {division}", f"tidak ada meja untuk divisi {division}"),
            Text("its handovers reach nobody", "serah terimanya tidak sampai ke siapa pun"),
            advice=Text(
                f"in the operator's file write:\n{added}\nor name a desk `default`",
                f"di berkas operator tulis:\n{added}\natau beri nama `default` pada satu meja",
            ),
        )


PROBLEMS = (
    UnusableConfig,
    MissingDestination,
    UnknownDivision,
    MissingRole,
    MissingCallable,
    ChannelWithoutDoor,
    DivisionWithoutDesk,
)
