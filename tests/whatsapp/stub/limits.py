"""What WhatsApp's Cloud API takes at most, element by element.

Sizes are UTF-16 code units: of the two ways to count a character the one that is never smaller.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """`least` and `most` of `element`, in characters or pieces; `code` is the refusal's."""

    element: str
    least: int
    most: int
    code: int = 131009


TEXT_BODY = Limit("text body", 1, 4096, 100)
OPAQUE = Limit("biz_opaque_callback_data", 1, 512, 100)
BUTTONS = Limit("reply buttons", 1, 3)
BUTTON_TITLE = Limit("button title", 1, 20)
BUTTON_ID = Limit("button id", 1, 256)
BUTTONS_BODY = Limit("body above buttons", 1, 1024)
FOOTER = Limit("footer", 1, 60)
HEADER = Limit("text header", 1, 60)
LIST_BODY = Limit("body above a list", 1, 4096)
LIST_BUTTON = Limit("list button", 1, 20)
SECTIONS = Limit("sections", 1, 10)
ROWS = Limit("rows of all sections", 1, 10)
SECTION_TITLE = Limit("section title", 1, 24)
ROW_TITLE = Limit("row title", 1, 24)
ROW_DESCRIPTION = Limit("row description", 1, 72)
ROW_ID = Limit("row id", 1, 200)
LINK_LABEL = Limit("link button", 1, 20)
CAPTION = Limit("media caption", 1, 1024, 100)

WINDOW_S = 24 * 60 * 60  # free-form messages go out at most so long after the customer's last one


def characters(text: str) -> int:
    """Return the size of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
