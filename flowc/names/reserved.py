"""Names that the language itself has taken, kind by kind (LANGUAGE sections 1, 2, 5 and 10)."""

from __future__ import annotations

BUILTIN_INTENTS = ("ask_human", "greeting", "thanks", "yes", "no")

NAMESPACES = frozenset(
    {
        *("customer", "conversation", "message", "turns", "division", "queue", "wait"),
        *("route", "agent", "error", "value", "hours", "page", "now", "table"),
    }
)
FEEL_WORDS = frozenset(
    {
        *("null", "true", "false", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies"),
        *("between", "and", "or", "not", "function", "external", "instance", "of"),
    }
)
ACTION_WORDS = frozenset({"profile", "page"})  # the first parts of a slot's `from`
DIVISION_WORDS = frozenset(
    {"auto", "same", "wait", "leave_message"}
)  # what stands where a division may stand

# `customer.` is the one namespace that a bot may add slots to; these are in it already.
CUSTOMER_NAMES = (
    "id",
    "name",
    "phone",
    "email",
    "locale",
    "first_seen",
    "conversations",
    "last_topic",
    "last_division",
    "last_agent",
    "last_outcome",
)
PROFILE_SOURCES = ("name", "phone", "email", "locale", "username")
PAGE_SOURCES = ("path", "host", "title", "referrer")

PRIORITIES = ("low", "normal", "high", "urgent")
LEVELS = ("L1", "L2", "L3")
TABLE_OUTPUTS = ("to", "level", "priority", "skills", "agent")
CHAIN_ENDS = ("leave_message", "wait")
WRITABLE = ("conversation.locale",)  # the one name of a namespace that `set` may assign
