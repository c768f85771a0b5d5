"""Runs every proof over a bot's machine. A proof is a module in `rules/` with `check(facts)`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

from flowc.diagnostics.model import Problem
from flowc.diagnostics.proof import Finding, Over, Proof, Proved
from flowc.diagnostics.sink import Sink
from flowc.machine import Machine
from flowc.proofs.facts import Facts, build_facts
from flowc.proofs.rules import (
    answer_is_command,
    answer_taken_by_rule,
    cycle_without_turn,
    examples_alike,
    far_from_human,
    forbidden_data_asked,
    help_not_honoured,
    masked_rule,
    message_after_window,
    message_never_read,
    message_too_long,
    need_not_asked,
    no_way_out,
    options_as_text,
    overlapping_rows,
    phrase_reaches_another,
    promise_out_of_reach,
    rung_never_reached,
    silent_end,
    table_not_settled,
    table_without_answer,
    timeout_leads_nowhere,
    unanswered_input,
    unreachable_intent,
    unreachable_row,
    unreachable_step,
    unrouted_division,
    unsaid_message,
    unsupplied_skill,
    value_missing,
    wait_made_up,
    wait_without_timeout,
)
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model

Check = Callable[[Facts], Iterator[Problem]]

# These hold whatever stands in conditions: they look at steps, and at what customers say.
ALWAYS: tuple[Check, ...] = (
    unreachable_step.check,
    cycle_without_turn.check,
    wait_without_timeout.check,
    phrase_reaches_another.check,
    answer_taken_by_rule.check,
    answer_is_command.check,
    examples_alike.check,
)

# These read conditions and cells: of a bot with a mistake in one they would only tell that mistake again.
OF_SOUND_BOTS: tuple[Check, ...] = (
    unreachable_intent.check,
    unsaid_message.check,
    no_way_out.check,
    far_from_human.check,
    masked_rule.check,
    timeout_leads_nowhere.check,
    message_after_window.check,
    need_not_asked.check,
    silent_end.check,
    promise_out_of_reach.check,
    rung_never_reached.check,
    help_not_honoured.check,
    unrouted_division.check,
    unsupplied_skill.check,
    overlapping_rows.check,
    unanswered_input.check,
    unreachable_row.check,
    table_without_answer.check,
    table_not_settled.check,
    message_never_read.check,
    message_too_long.check,
    options_as_text.check,
    value_missing.check,
    wait_made_up.check,
    forbidden_data_asked.check,
)

RULES = (*ALWAYS, *OF_SOUND_BOTS)

PROBLEMS: tuple[type[Finding], ...] = (
    unreachable_step.UnreachableStep,
    cycle_without_turn.CycleWithoutTurn,
    unreachable_intent.UnreachableIntent,
    unsaid_message.UnsaidMessage,
    no_way_out.NoWayOut,
    far_from_human.FarFromHuman,
    masked_rule.MaskedRule,
    timeout_leads_nowhere.TimeoutLeadsNowhere,
    message_after_window.MessageAfterWindow,
    need_not_asked.NeedNotAsked,
    silent_end.SilentEnd,
    wait_without_timeout.WaitWithoutTimeout,
    promise_out_of_reach.PromiseOutOfReach,
    rung_never_reached.RungNeverReached,
    help_not_honoured.HelpNotHonoured,
    unrouted_division.UnroutedDivision,
    unsupplied_skill.UnsuppliedSkill,
    overlapping_rows.OverlappingRows,
    unanswered_input.UnansweredInput,
    unreachable_row.UnreachableRow,
    table_without_answer.TableWithoutAnswer,
    table_not_settled.TableNotSettled,
    message_never_read.MessageNeverRead,
    message_too_long.MessageTooLong,
    options_as_text.OptionsAsText,
    value_missing.ValueMissing,
    wait_made_up.WaitMadeUp,
    phrase_reaches_another.PhraseReachesAnother,
    answer_taken_by_rule.AnswerTakenByRule,
    answer_is_command.AnswerIsCommand,
    examples_alike.ExamplesAlike,
    forbidden_data_asked.ForbiddenDataAsked,
)


def prove(
    bot: tree.Bot,
    typed: Typed | None,
    machine: Machine,
    sink: Sink,
    understanding: model.Understanding | None = None,
    as_of: date | None = None,
) -> Proved:
    """Report everything that a proof finds, and return what was proved, in the order of the codes.

    Conditions and tables are looked at where none of them has a mistake; without `typed` not at all.
    What customers say is tried on the bot's `understanding`.
    """
    started = time.perf_counter()
    sound = None if sink.has_errors else typed
    facts = build_facts(bot, machine, sound, understanding, as_of)
    facts_seconds = time.perf_counter() - started
    rules = []
    for check in RULES:
        started = time.perf_counter()
        found = tuple(check(facts)) if sound is not None or check in ALWAYS else ()
        seconds = time.perf_counter() - started
        for problem in found:
            sink.add(problem)
        rules += [
            _proof(kind, facts, found, seconds) for kind in PROBLEMS if kind.__module__ == check.__module__
        ]
    return Proved(tuple(sorted(rules, key=lambda one: one.code)), facts_seconds)


def _proof(kind: type[Finding], facts: Facts, found: tuple[Problem, ...], seconds: float) -> Proof:
    of_kind = sum(isinstance(problem, kind) for problem in found)
    return Proof(kind.code, kind.name, kind.how, kind.over, count(kind.over, facts), of_kind, seconds)


def count(over: Over, facts: Facts) -> int:
    """Return how many of a kind of thing the bot has."""
    match over:
        case Over.STATES:
            return len(facts.machine.states)
        case Over.ROWS:
            return sum(len(one.table.rows) for one in facts.tables)
        case Over.PHRASES:
            return len(facts.heard.phrases)
        case Over.TEXTS:
            return len(facts.worst_cases)
        case Over.ANSWERS:
            return len(facts.heard.answers)
        case Over.INTENTS:
            return len(facts.bot.intents)
        case Over.MESSAGES:
            return len(facts.bot.messages)
        case Over.ESCALATION:
            return len(facts.bot.escalation)
        case Over.DIVISIONS:
            return len(facts.bot.divisions)
        case Over.SLOTS:
            return len(facts.bot.slots)
