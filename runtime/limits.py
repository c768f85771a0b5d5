"""Every bound that something from outside can run into: a customer, a sender, a designer's file.

One record for each: what it bounds, in what unit, what happens beyond it, and why it is what it is. The
modules take their numbers from here, `docs/limits.md` is made from it, and `tests/limits` tries each at one
below, at it, at one above and at a hundred times it. Times (leases, pauses, time-outs) are no such bounds;
they stand where they act.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """`value` is the standard one, in `unit`; `beyond` tells what happens with more.

    `most` None: nobody can change it. Otherwise operators choose up to `most` at `key` in flowc.toml.
    """

    name: str
    value: int
    unit: str
    of: str
    beyond: str
    why: str
    key: str = ""
    most: int | None = None


KIB = 1024

BODY = Limit(
    "door.body",
    256 * KIB,
    "bytes",
    "one request to a door",
    "413",
    "a generic webhook carries one message: sixty times the longest text",
    key="limits.body_bytes",
    most=256 * KIB,
)
WHATSAPP_BODY = Limit(
    "door.whatsapp_body",
    3 * KIB * KIB,
    "bytes",
    "one webhook of WhatsApp",
    "413",
    "Meta sends up to 3 MB; a smaller bound would have valid ones come again for seven days",
)
JSON_DEPTH = Limit(
    "door.depth",
    32,
    "levels",
    "objects and arrays inside each other in a request",
    "400",
    "our deepest document has 4; Python's parser breaks near 1,000",
)
JSON_MEMBERS = Limit(
    "door.members",
    10_000,
    "members",
    "one request, counted by its commas",
    "400",
    "a flat bomb takes 22 times its size in memory",
)
WHATSAPP_MEMBERS = Limit(
    "door.whatsapp_members",
    200_000,
    "members",
    "one webhook of WhatsApp, counted by its commas",
    "400",
    "a thousand messages and receipts at 60 members each, and room",
)
JSON_NUMBER = Limit(
    "door.number",
    30,
    "characters",
    "one number in a request",
    "400",
    "longer ones are nobody's amount and cost quadratic time",
)
QUEUE = Limit(
    "door.queue",
    10_000,
    "arrivals",
    "what waits to be worked on",
    "503 with Retry-After, before anything is stored",
    "some minutes of work: who waits longer has gone, and the disk is not endless",
    key="limits.queue",
    most=10_000,
)
ACCOUNT_RATE = Limit(
    "door.per_second",
    200,
    "messages a second",
    "one channel, of all its customers",
    "429 with Retry-After",
    "what one machine works off; a flood of new customers must not keep the others waiting",
    key="limits.per_second",
    most=200,
)
CONTACT_BURST = Limit(
    "door.burst",
    20,
    "messages at once",
    "one customer, or one address that begins chats",
    "429 with Retry-After",
    "somebody who writes line by line",
)
WEB_RATE = Limit(
    "door.web_per_minute",
    20,
    "messages a minute",
    "one customer on the chat page",
    "429 with Retry-After",
    "nobody reads answers faster",
    key="channels.web.per_minute",
    most=1_000,
)
JSON_RATE = Limit(
    "door.json_per_minute",
    20,
    "messages a minute",
    "one customer of the JSON channel",
    "429 with Retry-After",
    "nobody reads answers faster",
    key="channels.json.per_minute",
    most=1_000,
)
NEW_CHATS = Limit(
    "door.new_chats",
    10,
    "chats a minute",
    "one address that begins chats",
    "429 with Retry-After",
    "a household has fewer",
)
STREAMS = Limit(
    "door.streams",
    4,
    "pages",
    "one chat open at the same time, each with a stream",
    "429 with Retry-After",
    "a phone, a computer and a forgotten tab; each costs a look at the store",
)
ROWS = Limit(
    "door.rows",
    500,
    "rows",
    "one list for operators",
    "422",
    "more is not read, and takes the store's time",
)

TEXT = Limit(
    "message.text",
    4_096,
    "characters",
    "one message of a customer",
    "cut, and `altered` says so",
    "WhatsApp's own limit; normalising Unicode costs quadratic time beyond",
)
CONVERSATION = Limit(
    "message.conversation",
    128,
    "characters",
    "a customer's id in the JSON channel",
    "422",
    "a phone number, a user id; percent-encoded at most 251, or it would outgrow the store's keys",
)
MESSAGE_ID = Limit("message.id", 256, "characters", "a message's id", "422", "WhatsApp's are near 60")
PROFILE = Limit(
    "message.profile", 200, "characters", "a name or an address", "cut", "longer ones are nobody's"
)
VARS = Limit("message.vars", 20, "facts", "one message of the JSON channel", "422", "bots read a few")
URL = Limit("message.url", 2_048, "characters", "the address of a file", "422", "as browsers have it")
PAGE = Limit("message.page", 500, "characters", "one fact of the page a chat is on", "cut", "a title, a path")
QUERY = Limit("message.query", 20, "facts", "the query of that page", "422", "bots read a few")
AGENT_NAME = Limit(
    "desk.name",
    100,
    "characters",
    "an agent's name",
    "cut",
    "it stands above every line in the chat",
)
NOTE = Limit("desk.note", 1_000, "characters", "an agent's note or reason", "422", "it is read in one look")

TURN_MESSAGES = Limit(
    "turn.messages",
    10,
    "messages",
    "what `say` steps say in one turn, counted with all else that is said",
    "left out; questions, offers and the words of a fault or a handover come through",
    "more is a flood that nobody reads",
)
TURN_STEPS = Limit(
    "turn.steps",
    100,
    "steps",
    "one turn",
    "the bot apologises and hands over",
    "more is a loop that the compiler should have refused",
)
CALLS = Limit(
    "turn.calls",
    5,
    "flows",
    "flows inside each other, each run by the one before",
    "FC216; at run time the bot apologises and hands over",
    "nobody follows deeper ones, and they are almost always a mistake",
)
INTERRUPTED = Limit(
    "turn.interrupted",
    3,
    "flows",
    "what a customer left for something else, to come back to",
    "the oldest is dropped, and the trace says so",
    "who has left three things remembers no fourth",
)
SUMMARY = Limit(
    "turn.summary",
    600,
    "characters",
    "the summary of a handover",
    "cut with `…`; what matters most stands first",
    "an agent reads it in one look",
)
BURST = Limit(
    "turn.burst",
    10,
    "texts",
    "what is joined into one message",
    "the next begins another message",
    "who writes more waits for an answer",
)
HELD = Limit(
    "turn.held",
    20,
    "messages",
    "what waits behind a running action",
    "kept in the transcript, not answered",
    "an action takes 15 seconds at most",
)
FILES = Limit(
    "turn.files", 20, "files", "what is kept of a conversation", "the oldest go", "an agent asks for more"
)
TRANSCRIPT = Limit(
    "turn.transcript",
    100,
    "lines",
    "the transcript in a state and in a handover record",
    "the oldest go",
    "an agent reads no more; a state is written with every turn",
)

FEEL_TEXT = Limit(
    "feel.text", 1_024, "characters", "one expression or cell of a bot", "FC302", "more cannot be reviewed"
)
FEEL_DEPTH = Limit(
    "feel.depth",
    32,
    "levels",
    "brackets inside each other",
    "FC302",
    "keeps every walk over a tree far from Python's own limit",
)
FEEL_ROUNDS = Limit(
    "feel.rounds",
    1_000,
    "rounds",
    "all loops and calls of one evaluation",
    "null, with a fault in the trace",
    "about a millisecond",
)
FEEL_STRING = Limit(
    "feel.string",
    64 * KIB,
    "characters",
    "one computed text",
    "null, with a fault in the trace",
    "sixteen of the longest messages",
)
FEEL_CELLS = Limit(
    "feel.cells",
    5_000,
    "values",
    "one list or context, all levels together",
    "null, with a fault in the trace",
    "what a bot looks through, not a database",
)
FEEL_PATTERN = Limit(
    "feel.pattern",
    256,
    "characters",
    "one regular expression",
    "null, with a fault in the trace",
    "what still can be reviewed",
)
FEEL_STATES = Limit(
    "feel.states",
    1_000,
    "states",
    "one compiled regular expression",
    "null, with a fault in the trace",
    "`{n,m}` multiplies",
)

TEMPLATE = Limit(
    "template.text", 10_000, "characters", "one template", "FC360", "more than any channel takes"
)
TEMPLATE_DEPTH = Limit(
    "template.depth",
    32,
    "levels",
    "parentheses, filters and branches inside each other",
    "FC360",
    "the parser's own stack ends soon after 100",
)
TEMPLATE_OUTPUT = Limit(
    "template.output",
    10_000,
    "characters",
    "what a template gives",
    "a fault: the bot apologises",
    "the longest plain text of a channel (web)",
)
TEMPLATE_ROUNDS = Limit(
    "template.rounds",
    20,
    "rounds",
    "one `for`",
    "the rest is left out",
    "a message with more lines is not read",
)

FILE = Limit(
    "bot.file", KIB * KIB, "bytes", "one file of a bot", "FC005", "25,000 lines, parsed in about a second"
)
BOT_FILES = Limit(
    "bot.files", 2_000, "files", "one bot", "FC004", "the largest known has 140; more is a wrong folder"
)
BOT_BYTES = Limit(
    "bot.bytes",
    16 * KIB * KIB,
    "bytes",
    "all files of a bot",
    "FC005",
    "many files at their limit would still fill the memory",
)
YAML_DEPTH = Limit(
    "bot.depth", 32, "levels", "YAML values inside each other", "FC017", "real bots nest 12 deep"
)
YAML_VALUE = Limit(
    "bot.value",
    64 * KIB,
    "characters",
    "one text in a file",
    "FC018",
    "sixteen times the longest message of any channel",
)
YAML_NODES = Limit(
    "bot.values",
    100_000,
    "values",
    "one file",
    "FC019",
    "as many as 1 MiB of ordinary YAML holds",
)
STATES = Limit(
    "bot.states",
    20_000,
    "states",
    "all steps of a bot",
    "FC403",
    "proofs are linear in them, and an editor waits for the answer",
)
PROBLEMS = Limit(
    "bot.problems",
    1_000,
    "problems",
    "one run of the compiler",
    "counted, not kept",
    "a broken generated project must not fill the terminal or the memory",
)

REPLY = Limit(
    "out.reply",
    256 * KIB,
    "bytes",
    "an answer of another system",
    "the action fails as `broken`",
    "more is not an answer to a chat",
    key="limits.reply_bytes",
    most=256 * KIB,
)
IN_FLIGHT = Limit(
    "out.in_flight",
    16,
    "requests at once",
    "all hosts together",
    "the next wait",
    "memory, and other systems, both stay bounded",
    key="limits.in_flight",
    most=16,
)
PER_HOST = Limit(
    "out.per_host",
    2,
    "requests at once",
    "one host",
    "the next wait",
    "a slow host must not take all that there is",
    key="limits.per_host",
    most=2,
)
KEY = Limit(
    "store.key",
    256,
    "bytes",
    "an id or a name in the store, in UTF-8",
    "kept as its SHA-256",
    "an index stays small",
)

LIMITS: tuple[Limit, ...] = tuple(one for one in list(globals().values()) if isinstance(one, Limit))
