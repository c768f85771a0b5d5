"""XML documents: what XML cannot hold is replaced, and the same tree always gives the same bytes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

# What XML 1.0 allows (section 2.2): tab, line breaks, all from the space on but surrogates and two ends.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text with a sign of replacement for whatever XML has no way to write.

    >>> clean("a\\x1bb")
    'a�b'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def document(root: ElementTree.Element) -> str:
    """Return an indented document with its declaration, ending in a line break."""
    ElementTree.indent(root)
    declared = '<?xml version="1.0" encoding="utf-8"?>\n'
    return declared + ElementTree.tostring(root, encoding="unicode") + "\n"
