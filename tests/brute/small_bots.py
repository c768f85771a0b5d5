"""Small random bots: valid, and otherwise as wrong as it comes. The same seed makes the same bot.

No step has a condition, and no table has more than one row: whatever a step can lead to, some customer gets
it to. So what a proof only approximates by not weighing data, it must know exactly here.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

FREE, PATTERN = "bebas", "nomor"  # slots: any text; an order number
SLOTS = (FREE, PATTERN)
PHRASES = ("kata pertama", "ujaran kedua", "frasa ketiga", "kalimat keempat", "sebutan kelima")
NUMBER = "TK-123456"
ACTION = "cek"

Block = list[Any]  # Any: YAML


@dataclass(slots=True)
class Writing:
    """A bot that is being written. `trap`: most of its ways lead back to where they came from."""

    chance: random.Random
    flows: int
    trap: bool
    again: bool  # every question is asked, known or not
    prints: bool  # some messages say what a slot holds
    messages: dict[str, Any] = field(default_factory=dict)  # Any: YAML

    def message(self) -> str:
        name = f"m{len(self.messages)}"
        held = f" {{{{ {self.chance.choice(SLOTS)} }}}}" if self.prints and self.chance.random() < 0.3 else ""
        self.messages[name] = {"id": f"Kalimat {len(self.messages)}{held}."}
        return name

    def one_of(self, **weights: int) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]


def small_bot(seed: int, *, prints: bool = False) -> str:
    """Return the text of a bot's only file. `prints`: some messages say what a slot holds, if anything."""
    chance = random.Random(seed)
    many, trap, again = chance.randint(2, 4), chance.random() < 0.25, chance.random() < 0.5
    writing = Writing(chance, many, trap, again, prints)
    flows = {f"f{number}": _flow(writing, number) for number in range(writing.flows)}
    begun = [number for number in range(1, writing.flows) if chance.random() < 0.4]
    for number in begun:
        flows[f"f{number}"]["start_on"] = f"i{number}"
    others = [number for number in (0,) if chance.random() < 0.5]
    intents = {f"i{number}": {"phrases": [PHRASES[number]]} for number in (*begun, *others)}
    rules: Block = [{"rule": "diminta", "when": 'message.intent = "ask_human"', "handover": "auto"}]
    if others and chance.random() < 0.3:
        rules.append({"rule": "minat", "when": 'message.intent = "i0"', "handover": "auto"})
    count = chance.choice((None, None, 2, 3, 5, 6, 8))
    if count is not None:
        rules.append(
            {"rule": "tak_paham", "when": f"turns.not_understood >= {count}", "offer": writing.message()}
        )
        if chance.random() < 0.3:
            flows["f1"]["escalation"] = {"except": ["tak_paham"], "reason": "dicoba tanpa aturan ini"}
    if chance.random() < 0.4:
        writing.message()  # nobody says it
    data: dict[str, Any] = {  # Any: YAML
        "bot": "acak",
        "edition": 1,
        "version": 1,
        "locales": ["id"],
        "timezone": "Asia/Jakarta",
        "channels": ["web"],
        "start": "f0",
        "retention": {"transcript": "90d", "handover": "1y", "customer": "1y"},
        "defaults": _defaults(writing),
        "slots": {
            FREE: {"type": "text", "ask": writing.message()},
            PATTERN: {"type": "text", "pattern": "TK-[0-9]{6}", "ask": writing.message(), "fill": "asked"},
        },
        **({"intents": intents} if intents else {}),
        "escalation": rules,
        "flows": flows,
        "actions": {
            ACTION: {
                "http": {"to": "toko", "method": "GET", "path": "/cek"},
                "outputs": {"ada": {"type": "boolean"}},
            }
        },
        "divisions": {"cs": {"name": "Layanan"}},
        "routing": {"tujuan": {"rows": "conversation.channel | to\n- | cs\n"}},
        "messages": writing.messages,
    }
    if not _uses(flows, "call"):
        del data["actions"]
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
    return text


def _defaults(writing: Writing) -> Mapping[str, Any]:  # Any: YAML
    found: dict[str, Any] = {"on_invalid": _side_block(writing), "on_error": _side_block(writing)}
    if writing.chance.random() < 0.8:
        found["timeout"] = {"after": "12h", "do": [{"say": writing.message()}, {"end": "conversation"}]}
    return found


def _flow(writing: Writing, number: int) -> dict[str, Any]:  # Any: YAML
    count = writing.chance.randint(1, 4)
    steps = [_step(writing, number, count) for _ in range(count)]
    if writing.trap:
        steps.append(_back(writing, count)[0])
    return {"steps": [{"step": f"t{at}", **step} for at, step in enumerate(steps)]}


def _step(writing: Writing, flow: int, count: int) -> dict[str, Any]:  # Any: YAML
    out = 0 if writing.trap else 1
    match writing.one_of(
        say=5, collect=5, choose=4, call=2, flow=3, goto=2 * out, set=2, end=out, offer=out, human=out
    ):
        case "say":
            return {"say": writing.message()}
        case "collect":
            asked: dict[str, Any] = {"collect": writing.chance.choice(SLOTS)}  # Any: YAML
            if writing.again or writing.chance.random() < 0.3:
                asked["again"] = True
            return asked | _ways_out(writing, count)
        case "choose":
            options = {f"o{at}": _option(writing, flow, count, at) for at in range(2)}
            return {"choose": writing.message(), "options": options} | _ways_out(writing, count)
        case "call":
            failed: Block | str = writing.chance.choice(
                (_side_block(writing), "continue", _back(writing, count))
            )
            return {"call": ACTION, "on_error": failed}
        case "flow" if flow + 1 < writing.flows:
            return {"flow": f"f{writing.chance.randrange(flow + 1, writing.flows)}"}
        case "goto":
            return {**_back(writing, count)[0]}
        case "set":
            return {"set": {writing.chance.choice(SLOTS): None}}
        case "end":
            return {"end": writing.chance.choice(("flow", "conversation"))}
        case "offer":
            return {"offer": writing.message()}
        case "human":
            return {"handover": "auto"}
        case _:
            return {"say": writing.message()}


def _option(writing: Writing, flow: int, count: int, at: int) -> Mapping[str, Any]:  # Any: YAML
    found: dict[str, Any] = {"label": {"id": f"Pilihan {at}"}}  # Any: YAML
    out = 0 if writing.trap else 1
    match writing.one_of(nothing=3, say=3, back=2, end=out, human=out):
        case "say":
            found["do"] = [{"say": writing.message()}]
        case "back":
            found["do"] = _back(writing, count)
        case "end":
            found["do"] = [{"end": "flow"}]
        case "human":
            found["do"] = [{"handover": "auto"}]
    return found


def _ways_out(writing: Writing, count: int) -> dict[str, Any]:  # Any: YAML
    found: dict[str, Any] = {}  # Any: YAML
    if writing.trap:
        found["on_invalid"] = writing.chance.choice((_back(writing, count), "continue"))
    elif writing.chance.random() < 0.3:
        found["on_invalid"] = writing.chance.choice((_back(writing, count), _side_block(writing), "continue"))
    if writing.chance.random() < 0.2:
        does = writing.chance.choice((_back(writing, count), [{"say": writing.message()}], [{"end": "flow"}]))
        found["timeout"] = {"after": "1h", "do": does}
    return found


def _side_block(writing: Writing) -> Block:
    match writing.one_of(human=3, say=2, end=1):
        case "human":
            return [{"handover": "auto"}]
        case "say":
            return [{"say": writing.message()}]
        case _:
            return [{"end": "flow"}]


def _back(writing: Writing, count: int) -> Block:
    return [{"goto": f"t{writing.chance.randrange(count)}"}]


def _uses(flows: Mapping[str, Any], keyword: str) -> bool:  # Any: YAML
    return f"{keyword}:" in yaml.safe_dump(flows)
