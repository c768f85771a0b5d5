"""Every channel's limits as data: the compiler renders the worst case against them, adapters choose forms.

Lengths count UTF-16 code units and code points both: keep each below. Numbers are the vendors' (WhatsApp
"Interactive reply buttons" and "list messages", Telegram Bot API, Messenger "Quick replies", Twilio 21617,
all November 2026); the web's are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """A form in which options can be shown: how many, how long their labels, how long the text above them."""

    form: str  # buttons list inline_keyboard quick_replies numbered
    most: int | None  # None: any number
    label: int | None  # characters; None: any length
    body: int  # characters of the text above


@dataclass(frozen=True, slots=True)
class ChannelLimits:
    """`options` in order of preference: the first that fits is used, and the last always fits.

    How long after a customer's message free words may be sent stands in `runtime.core.reach`.
    """

    text: int
    options: tuple[Options, ...]
    caption: int
    media: tuple[str, ...]  # kinds the channel can show; others become an address in the text
    link_button: bool
    forbids_identity: bool = False  # asking for whole card numbers or numbers of identity papers


def _numbered(text: int) -> Options:
    return Options("numbered", None, None, text)


CHANNELS: Mapping[str, ChannelLimits] = {
    "whatsapp": ChannelLimits(
        text=4_096,
        options=(
            Options("buttons", 3, 20, 1_024),
            Options("list", 10, 24, 1_024),
            _numbered(4_096),
        ),
        caption=1_024,
        media=("image", "document", "audio", "video"),
        link_button=True,
        # WhatsApp Business Messaging Policy, November 2026: do not ask for full-length payment card numbers,
        # numbers of personal identity cards or other sensitive identifiers.
        forbids_identity=True,
    ),
    "web": ChannelLimits(
        text=10_000,
        options=(Options("buttons", None, None, 10_000),),
        caption=10_000,
        media=("image", "document", "audio", "video"),
        link_button=True,
    ),
    "telegram": ChannelLimits(
        text=4_096,
        options=(Options("inline_keyboard", None, None, 4_096),),
        caption=1_024,
        media=("image", "document", "audio", "video"),
        link_button=True,
    ),
    "messenger": ChannelLimits(
        text=2_000,
        options=(Options("quick_replies", 13, 20, 2_000), _numbered(2_000)),
        caption=2_000,
        media=("image", "document", "audio", "video"),
        link_button=True,
    ),
    "instagram": ChannelLimits(
        text=1_000,
        options=(Options("quick_replies", 13, 20, 1_000), _numbered(1_000)),
        caption=1_000,
        media=("image", "audio", "video"),
        link_button=False,
    ),
    "sms": ChannelLimits(
        text=1_600,
        options=(_numbered(1_600),),
        caption=1_600,
        media=(),
        link_button=False,
    ),
}


def length(text: str) -> int:
    """Return the length a vendor may count: UTF-16 code units, never less than code points.

    >>> length("halo 👋")
    7
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def form_for(channel: str, labels: tuple[str, ...], body: str) -> Options:
    """Return the form in which a channel shows these options above this text: first that fits, else last."""
    limits = CHANNELS[channel]
    for options in limits.options:
        few = options.most is None or len(labels) <= options.most
        short = options.label is None or all(length(label) <= options.label for label in labels)
        if few and short and length(body) <= options.body:
            return options
    return limits.options[-1]
