"""Letters that are not what they seem: they cannot be seen, or have no width."""

from __future__ import annotations

import re

# YAML's own line breaks beyond \n would shift all places; the rest cannot be seen in any editor.
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Spaces and signs without width: copied from web pages and chats, right in texts and never in keys.
UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202f\u205f-\u2064\u3000]")
