"""The bot of the crash harness: it notes each message down by an action, then says it back.

Its answers show all there is to check: the n-th message of a conversation has the n-th answer.
"""

from __future__ import annotations

from datetime import date, timedelta

from runtime.artifact import codec, tree
from runtime.artifact.model import (
    Action,
    Artifact,
    Ask,
    Assign,
    Bot,
    Branch,
    CallAction,
    Content,
    Defaults,
    Flow,
    HandoverSettings,
    HttpRequest,
    Message,
    Place,
    Requires,
    Retention,
    Slot,
    Type,
    Understanding,
    Wordings,
    ZoneChange,
)

GREETING = "Silakan tulis."
NOTES = "catatan"  # the destination of the action, or the function
_PLACE = Place("bot.yaml", 1, 1)
_TEXT = Type("text")


def _message(text: str) -> Message:
    return Message({"id": (Wordings((Content(text),)),)}, _PLACE)


def artifact(*, python: bool = False, notes: bool = True) -> bytes:
    """Return the bot as its artifact. `python`: its action is a function of the embedder's, not a request.

    Without `notes` it only says back what it was told.
    """
    request = HttpRequest(NOTES, "POST", "/", body=(Assign("text", tree.Name("ucapan")),))
    return codec.dump(
        Artifact(
            bot=Bot("gema", "1", 1, ("id",), "Asia/Jakarta", ("web",)),
            as_of=date(2026, 11, 1),
            horizon=date(2028, 11, 1),
            start="gema",
            requires=Requires(destinations=(NOTES,)),
            retention=Retention(timedelta(90), timedelta(365), timedelta(365)),
            slots={"ucapan": Slot(_TEXT, ask="gema", invalid="gema")},
            messages={
                "gema": _message(f"{{% if ucapan %}}{{{{ ucapan }}}}{{% else %}}{GREETING}{{% endif %}}"),
                "fault": _message("Maaf, ada gangguan."),
            },
            understanding=Understanding(),
            flows={"gema": Flow("gema/tanya")},
            states={
                "gema/tanya": Ask(
                    flow="gema",
                    place=_PLACE,
                    slot="ucapan",
                    ask="gema",
                    invalid="gema",
                    retries=0,
                    again=True,
                    on_invalid=Branch(go_on=True),
                    next="gema/catat" if notes else "gema/tanya",
                ),
                "gema/catat": CallAction(
                    flow="gema",
                    place=_PLACE,
                    action="catat",
                    on_error=Branch(go_on=True),
                    next="gema/tanya",
                ),
            },
            rules=(),
            actions={
                "catat": Action(
                    inputs={"ucapan": _TEXT},
                    arguments=(Assign("ucapan", tree.Name("ucapan")),),
                    http=None if python else request,
                    python=NOTES if python else None,
                    repeat="keyed",
                )
            },
            calendars={},
            zones={"Asia/Jakarta": (ZoneChange(0, 7 * 3600, "WIB"),)},
            divisions={},
            tables=(),
            handover=HandoverSettings(),
            defaults=Defaults(),
        )
    )
