"""The options that `handover` and `offer` share."""

from __future__ import annotations

from flowc.structure import tree
from runtime.artifact import model


def options(written: tree.HandoverOptions) -> model.HandoverOptions:
    """Return the options with the default for `to`; the rest stays unset, for the runtime to combine."""

    def text(word: tree.Word | None) -> str | None:
        return None if word is None else word.text

    return model.HandoverOptions(
        to=text(written.to) or "auto",
        topic=text(written.topic),
        priority=text(written.priority),
        level=text(written.level),
        skills=tuple(word.text for word in written.skills),
        note=text(written.note),
        needs=None if written.needs is None else tuple(word.text for word in written.needs),
    )
