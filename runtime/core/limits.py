"""Every bound of a turn: those that others run into from `runtime.limits`, and those inside, with reasons."""

from __future__ import annotations

from datetime import timedelta

from runtime import limits

TEXT_CHARS = limits.TEXT.value
STEPS = limits.TURN_STEPS.value
MESSAGES = limits.TURN_MESSAGES.value
INTERRUPTED_FLOWS = limits.INTERRUPTED.value
CALL_DEPTH = limits.CALLS.value
HELD_MESSAGES = limits.HELD.value
TRANSCRIPT_LINES = limits.TRANSCRIPT.value
TRANSCRIPT_BYTES = 65_536  # of those lines' texts in the record; the older half goes first
SUMMARY_CHARS = limits.SUMMARY.value
BURST_MESSAGES = limits.BURST.value
EARLIER_VALUES = 3  # earlier values kept of a slot
FILES = limits.FILES.value
EVENTS_TOLD = 5  # of what the bot did, the newest in the summary; the transcript has all
READINGS = 3  # readings of an unclear answer offered as buttons: no channel has room for more
NOTE_CHARS = limits.NOTE.value
CONFIRM_ROUNDS = 3  # "is that right?" asked again at most
KEPT_ON_OLD = timedelta(
    days=7
)  # a conversation on an earlier version; by then nobody waits for its next line
ACTION_WAIT = timedelta(seconds=15)  # a customer's message waits no longer than this behind an action
DETECTOR_WAIT = timedelta(seconds=3)  # for a bot's own detector; nothing is said meanwhile, not even noted
SOURCES_WAIT = timedelta(seconds=3)  # all sources of a starting conversation together
REOPEN_QUESTION = timedelta(minutes=10)  # for "is it still about that?"; then it is something new
SKIPPED_FOR = timedelta(minutes=10)  # an agent who did not take it is not asked again (LANGUAGE section 9)
MISSES_AWAY = 2  # handovers in a row that an agent let ring: he is not there
MISSES_TOLD = 3  # agents who let one handover ring: a lead has to know
LOOK_EVERY = timedelta(minutes=1)  # beside every change that is told, in case one was not
CLOCKS = 20  # of a handover kept in its record: those that run, and the newest that were late
CLOSING_SOON = timedelta(hours=1)  # before a silent customer's conversation ends (LANGUAGE section 9)
UPDATE_GAP = timedelta(minutes=2)  # between two words about the wait (LANGUAGE section 11)
