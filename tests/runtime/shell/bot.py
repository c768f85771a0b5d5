"""A small bot made by hand, for tests of what is around the core: it looks orders up and hands over.

`status` calls the action `cek`, `python` the embedder's `hitung`, `bayar` the action `bayar` (never twice),
`tolong` asks for a person, `jatuh` makes the turn crash.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from runtime.artifact import codec, tree
from runtime.artifact.model import (
    Action,
    Artifact,
    Assign,
    Bot,
    Branch,
    Calendar,
    CallAction,
    Chains,
    Content,
    Defaults,
    Division,
    Flow,
    Handover,
    HandoverOptions,
    HandoverSettings,
    HttpRequest,
    Intent,
    Into,
    Message,
    Option,
    Output,
    Place,
    Requires,
    Retention,
    Rule,
    Say,
    Slot,
    State,
    Type,
    Understanding,
    Wordings,
    ZoneChange,
)
from runtime.core.env import RenderError
from runtime.core.program import Program
from runtime.shell.programs import Ready
from runtime.understanding.result import Scored, Understood

PLACE = Place("bot.yaml", 1, 1)
TEXT = Type("text")
WORDS = {"status": "status", "python": "python", "bayar": "bayar", "tolong": "ask_human"}
NAMES = """
halo hasil maaf not_understood slot.invalid button.old kind.unsupported flow.resumed command.cancelled
command.nothing_to_cancel command.stopped command.language thanks fault wait.announce wait.update
handover.connecting handover.declined handover.cancelled handover.noted handover.moved handover.busy
handover.agent_joined handover.returned handover.failed handover.timed_out handover.left handover.reply_ready
handover.reopen handover.agent_lost handover.escalated handover.transferred
handover.closing_soon leave_message.text leave_message.contact
""".split()  # noqa: SIM905  thirty names read better as words than as quoted strings


def _call(key: str, action: str) -> dict[str, State]:
    flow = key.partition("/")[0]
    return {
        key: CallAction(
            flow=flow,
            place=PLACE,
            action=action,
            arguments=(Assign("nomor", tree.String("TK 1/2")),),
            into=Into(name="hasil"),
            on_error=Branch(f"{flow}/say:maaf"),
            next=f"{flow}/say:hasil",
        ),
        f"{flow}/say:hasil": Say(flow=flow, place=PLACE, messages=("hasil",)),
        f"{flow}/say:maaf": Say(flow=flow, place=PLACE, messages=("maaf",)),
    }


OUTPUTS = {
    "status": Output(
        Type("choice", options=tuple(Option(w, {}) for w in ("dikirim", "sampai"))), "order.status"
    )
}
ACTIONS: Mapping[str, Action] = {
    "cek": Action(
        inputs={"nomor": TEXT},
        outputs=OUTPUTS,
        http=HttpRequest("toko", "GET", "/orders/{nomor}"),
        timeout=timedelta(seconds=1),
    ),
    "bayar": Action(
        inputs={"nomor": TEXT},
        http=HttpRequest("toko", "POST", "/pay", body=(Assign("order", tree.Name("nomor")),)),
        timeout=timedelta(seconds=1),
        repeat="never",
    ),
    "hitung": Action(
        inputs={"nomor": TEXT},
        outputs={"status": Output(TEXT, "status")},
        python="hitung",
        timeout=timedelta(seconds=1),
    ),
}


def artifact(version: str = "1") -> Artifact:
    """Return the bot; another version is another artifact."""
    wait = Chains(("leave_message",), ("leave_message",), ("leave_message",), ("leave_message",))
    intents = {name: Intent({"id": name}) for name in ("status", "python", "bayar", "ask_human")}
    asks = tree.Binary("=", tree.Path(tree.Name("message"), "intent"), tree.String("ask_human"))
    return Artifact(
        bot=Bot("toko", version, 1, ("id",), "Asia/Jakarta", ("web", "whatsapp")),
        as_of=date(2026, 11, 1),
        horizon=date(2028, 11, 1),
        start="menu",
        requires=Requires(("toko",), (), ("hitung",)),
        retention=Retention(timedelta(90), timedelta(365), timedelta(365)),
        slots={"hasil": Slot(Type("context", fields={"status": TEXT}))},
        messages={name: Message({"id": (Wordings((Content(_text(name)),)),)}, PLACE) for name in NAMES},
        understanding=Understanding(intents=intents, join_within={"telegram": timedelta(seconds=1)}),
        flows={
            "menu": Flow("menu/say:halo"),
            "status": Flow("status/call:cek", ("status",)),
            "python": Flow("python/call:hitung", ("python",)),
            "bayar": Flow("bayar/call:bayar", ("bayar",)),
        },
        states={
            "menu/say:halo": Say(flow="menu", place=PLACE, messages=("halo",)),
            **_call("status/call:cek", "cek"),
            **_call("python/call:hitung", "hitung"),
            **_call("bayar/call:bayar", "bayar"),
            "rule:diminta": Handover(flow="", place=PLACE, handover=HandoverOptions("cs", needs=())),
        },
        rules=(Rule("diminta", asks, "rule:diminta", place=PLACE),),
        actions=ACTIONS,
        calendars={"always": Calendar(((),) * 7, always=True)},
        zones={"Asia/Jakarta": (ZoneChange(0, 7 * 3600, "WIB"),)},
        divisions={"cs": Division({"id": "Layanan Pelanggan"}, "always", wait)},
        tables=(),
        handover=HandoverSettings(),
        defaults=Defaults(),
    )


def _text(name: str) -> str:
    return f"hasil {{{{ {name} }}}}" if name == "hasil" else name


def data(version: str = "1") -> bytes:
    return codec.dump(artifact(version))


def understand(text: str, locale: str) -> Understood:
    if "jatuh" in text:
        raise RuntimeError("a bug of ours, with the customer's word jatuh in it")
    intent = WORDS.get(text.partition(" ")[0])
    return Understood(intent=intent, score=1.0, intents=(Scored(intent, 1.0),)) if intent else Understood()


def render(text: str, variables: Mapping[str, object], locale: str) -> str:
    if "{{" not in text:
        return text
    found = variables.get("hasil")
    if not isinstance(found, Mapping):
        raise RenderError("hasil is not known")
    return f"hasil {found.get('status')}"


def make_ready(program: Program) -> Ready:
    return Ready(program, render, understand)
