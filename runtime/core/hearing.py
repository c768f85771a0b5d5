"""A customer's message, from its arrival to what is run because of it (LANGUAGE section 8, steps 3 to 12)."""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Ask, Choose, Offer
from runtime.core.asking import (
    HANDOVER,
    LEAVE,
    Asked,
    asked,
    read,
    read_text,
    stop_waiting,
)
from runtime.core.calling import call, inputs_of
from runtime.core.escalation import escalate, rest, rule_of
from runtime.core.events import CustomerWrote
from runtime.core.handing import begin_handover, collect, leave_out
from runtime.core.limits import CONFIRM_ROUNDS
from runtime.core.offering import end_offer
from runtime.core.record import FileRef, Trigger
from runtime.core.running import RULE, interrupt, push, rest_idle, run, start_flow, take
from runtime.core.scope import FeelScope
from runtime.core.slots import forget, is_known, keep
from runtime.core.speech import say
from runtime.core.state import Known, Paused, Waiting
from runtime.core.turn import Question, Turn
from runtime.core.waiting import cancel, leave, relay, write_while_queued

WHOLE = 1.0  # the score of a message that is a phrase as a whole
_STRICTEST = ("refuse", "drop", "resume")


def handle(turn: Turn, event: CustomerWrote) -> None:
    """Handle one message of the customer, in whatever position the conversation is."""
    turn.heard = event
    handover = turn.state.handover
    if handover is not None and handover.phase == "with_agent":
        relay(turn)
        return
    first = turn.state.counters.customer == 0
    _count(turn, event)
    if first and turn.program.artifact.welcome is not None:
        say(turn, turn.program.artifact.welcome)
    if handover is not None and handover.phase == "queued":
        write_while_queued(turn)
        return
    _fill(turn, event)
    if handover is not None and handover.phase == "left_message" and handover.leaving is not None:
        leave(turn)
        return
    if _old_button(turn, event):
        say(turn, "button.old")
        turn.question = Question() if turn.state.waiting else None
        return
    if _command(turn, event):
        return
    if turn.state.offer is not None and _answer_offer(turn):
        return
    if turn.state.waiting is not None and turn.state.waiting.proposed is not None and _confirmed(turn):
        return
    if escalate(turn, "A"):
        return
    if turn.state.waiting is not None and _answer(turn, turn.state.waiting):
        return
    if _intent(turn, event) or _faq(turn, event):
        return
    _not_understood(turn, first)


def watch(turn: Turn, event: CustomerWrote) -> bool:
    """A message behind a running action: only the rules see it now. True: one of them took over."""
    turn.heard = event
    _count(turn, event)
    _fill(turn, event)
    return escalate(turn, "A")


def _count(turn: Turn, event: CustomerWrote) -> None:
    counters = turn.state.counters
    sentiments = (*counters.sentiments, event.understood.sentiment)[-3:]
    turn.change(
        counters=replace(counters, customer=counters.customer + 1, sentiments=sentiments),
        customer=replace(turn.state.customer, stopped=False),
        locale=_locale(turn, event),
        sure_language=event.understood.language or turn.state.sure_language,
    )
    if event.received.url is not None:
        file = FileRef(event.received.type, event.received.url, event.received.file_name)
        turn.change(files=(*turn.state.files, file)[-20:])


def _locale(turn: Turn, event: CustomerWrote) -> str:
    """The first sure message decides; after that only two sure ones in a row change it."""
    language, locales = event.understood.language, turn.program.artifact.bot.locales
    if language not in locales:
        return turn.state.locale
    first_sure = turn.state.sure_language is None
    return (
        language if language and (first_sure or language == turn.state.sure_language) else turn.state.locale
    )


def _fill(turn: Turn, event: CustomerWrote) -> None:
    """Fill slots from free text, and the topic from what the message is about."""
    artifact, understood = turn.program.artifact, event.understood
    waiting = turn.state.waiting
    awaited = asked(turn, waiting).slot if waiting is not None else None
    for name, candidates in understood.slot_candidates.items():
        slot = artifact.slots.get(name)
        if slot is None or name == awaited or slot.fill == "asked" or not candidates:
            continue
        if slot.fill == "empty" and is_known(turn, name):
            continue
        known = read_text(turn, slot.type, candidates[0].value)
        if known is not None and _passes(turn, name, known):
            keep(turn, name, replace(known, said=candidates[0].text))
    topic = artifact.slots.get("topic")
    if topic is None or awaited == "topic" or "topic" in understood.slot_candidates:
        return
    about = artifact.understanding.intents.get(understood.intent or "") or artifact.understanding.faq.get(
        understood.faq or ""
    )
    if about is not None and about.topic is not None:
        words = next(
            (one.text for one in understood.evidence if one.kind in ("intent", "faq")), event.received.text
        )
        keep(turn, "topic", Known(about.topic, "said", turn.now, said=words, origin=event.id))


def _passes(turn: Turn, slot: str, known: Known) -> bool:
    check = turn.program.artifact.slots[slot].check
    if check is None:
        return True
    turn.asked_value = known.value
    holds = turn.program.value(check, FeelScope(turn)) is True
    turn.asked_value = None
    return holds


def _old_button(turn: Turn, event: CustomerWrote) -> bool:
    choice = event.received.choice
    if choice is None or choice.startswith("say:"):
        return False
    serial = choice.partition(":")[0].removeprefix("q")
    state = turn.state
    current = state.offer.serial if state.offer else state.waiting.serial if state.waiting else None
    return str(current) != serial


# ---- commands ------------------------------------------------------------------------------------------


def _command(turn: Turn, event: CustomerWrote) -> bool:
    command = event.understood.command
    if command is None:
        return False
    waiting = turn.state.waiting
    if waiting is not None:
        question = asked(turn, waiting)
        if question.type.options and read(turn, question) is not None:
            return False  # an answer word of the waiting step wins
    turn.trace("command", command=command)
    done = _do_command(turn, command, event)
    if done and command != "repeat":
        _understood(turn)
    return done


def _do_command(turn: Turn, command: str, event: CustomerWrote) -> bool:
    state = turn.state
    handover = state.handover
    match command:
        case "cancel" if handover is not None and handover.phase == "collecting":
            cancel(turn)
        case "cancel":
            busy = bool(state.frames or state.offer)
            _drop_everything(turn)
            say(turn, "command.cancelled" if busy else "command.nothing_to_cancel")
            rest_idle(turn)
        case "menu" if handover is None or handover.phase != "collecting":
            _drop_everything(turn)
            _start(turn)
        case "repeat" if state.waiting is not None:
            turn.question = Question()
        case "skip" if state.waiting is not None:
            return _skip(turn, state.waiting)
        case "correct":
            return _correct(turn)
        case "language":
            locale = event.understood.command_locale
            if locale not in turn.program.artifact.bot.locales or locale is None:
                return False
            turn.change(locale=locale, sure_language=locale)
            say(turn, "command.language")
            turn.question = Question() if state.waiting is not None else None
        case "stop":
            turn.change(customer=replace(turn.state.customer, stopped=True))
            turn.clear_timers("remind", "update")
            say(turn, "command.stopped")
        case _:
            return False
    return True


def _drop_everything(turn: Turn) -> None:
    stop_waiting(turn)
    if turn.state.offer is not None:
        end_offer(turn)
    turn.change(frames=(), paused=(), calls=())


def _skip(turn: Turn, waiting: Waiting) -> bool:
    if waiting.state.startswith(HANDOVER):
        leave_out(turn, waiting.state.removeprefix(HANDOVER), "skipped")
        return True
    if not asked(turn, waiting).optional:
        return False
    stop_waiting(turn)
    run(turn, turn.program.state(waiting.state).next)
    return True


def _correct(turn: Turn) -> bool:
    """Clear the slot answered last in this flow and ask it again; what follows it runs again."""
    slot, frames = turn.state.answered_last, turn.state.frames
    if slot is None or not frames:
        return False
    for key, state in turn.program.artifact.states.items():
        if isinstance(state, Ask) and state.slot == slot and state.flow == frames[-1].flow:
            forget(turn, slot)
            stop_waiting(turn)
            run(turn, key)
            return True
    return False


# ---- offers and confirmations ------------------------------------------------------------------------------


def _yes_no(turn: Turn) -> bool | None:
    """What the message says to a yes/no question: a tap, or the built-in words."""
    assert turn.heard is not None
    choice, intent = turn.heard.received.choice, turn.heard.understood.intent
    if choice is not None:
        return {"yes": True, "no": False}.get(choice.partition(":")[2])
    return {"yes": True, "no": False}.get(intent or "")


def _answer_offer(turn: Turn) -> bool:
    said = _yes_no(turn)
    if said is True:
        offer = end_offer(turn)
        _understood(turn)
        state = turn.program.state(offer.state)
        assert isinstance(state, Offer)
        rule = rule_of(turn, offer.state)
        name = rule.name if rule else offer.state
        trigger = Trigger("offer", name, turn.now, offer.evidence, state.place.file, state.place.line)
        begin_handover(turn, state.handover, trigger)
        return True
    explicit = said is False
    from_rule = turn.state.offer is not None and turn.state.offer.state.startswith(RULE)
    if not explicit and from_rule:
        decline(turn, say_so=False, run_block=False)
        return False  # what was said instead is an ordinary message
    if not explicit and (escalate(turn, "A")):
        return True
    _understood(turn)
    decline(turn, say_so=explicit)
    return True


def decline(turn: Turn, say_so: bool, run_block: bool = True) -> None:
    """The offer was not taken: count it, let its rule rest, go on where it came from."""
    offer = end_offer(turn)
    counters = turn.state.counters
    turn.change(counters=replace(counters, declined=counters.declined + 1))
    state = turn.program.state(offer.state)
    assert isinstance(state, Offer)
    rule = rule_of(turn, offer.state)
    if rule is not None:
        rest(turn, rule)
    if say_so:
        say(turn, "handover.declined")
    if not run_block:
        return
    if rule is None:
        take(turn, state.on_decline, state.next)
    elif state.on_decline.then is not None:
        turn.change(paused=(*turn.state.paused, Paused(turn.state.frames, turn.state.waiting)), frames=())
        stop_waiting(turn)
        push(turn, offer.state, None, {})
        run(turn, state.on_decline.then)
    elif turn.state.waiting is not None:
        turn.question = Question()
    else:
        rest_idle(turn)


def _confirmed(turn: Turn) -> bool:
    """Yes keeps the proposed answer, no asks again; anything else is read as a new answer."""
    waiting = turn.state.waiting
    assert waiting is not None
    assert waiting.proposed is not None
    said = _yes_no(turn)
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask)
    if said is True:
        _understood(turn)
        _accept_answer(turn, replace(waiting, proposed=None), state, waiting.proposed)
        return True
    again = replace(waiting, proposed=None, confirm_rounds=waiting.confirm_rounds + 1)
    turn.change(waiting=again)
    if said is None:
        return False
    _understood(turn)
    if again.confirm_rounds >= CONFIRM_ROUNDS:
        stop_waiting(turn)
        take(turn, state.on_invalid, state.next)
    else:
        turn.question = Question()
    return True


# ---- answers -----------------------------------------------------------------------------------------------


def _answer(turn: Turn, waiting: Waiting) -> bool:
    """Read the message as the awaited answer. False: it is none."""
    question = asked(turn, waiting)
    if _is_something_else(turn, question):
        return False
    known = read(turn, question)
    if known is None:
        return False
    if question.slot is not None and not _passes(turn, question.slot, known):
        return False
    _understood(turn)
    if waiting.state.startswith(HANDOVER):
        assert question.slot is not None
        stop_waiting(turn)
        keep(turn, question.slot, known, was_asked=True)
        collect(turn)
        return True
    state = turn.program.state(waiting.state)
    match state:
        case Choose():
            stop_waiting(turn)
            turn.write_down("event", str(known.value))
            chosen = next(one for one in state.options if one.option.word == known.value)
            run(turn, chosen.then)
        case Ask() if state.confirm is not None:
            turn.change(waiting=replace(waiting, proposed=known))
            turn.change(slots={**turn.state.slots, state.slot: known})
            turn.question = Question()
        case Ask():
            _accept_answer(turn, waiting, state, known)
    return True


def _is_something_else(turn: Turn, question: Asked) -> bool:
    """A free text takes everything but a message that is, as a whole, a phrase of an intent or a faq."""
    assert turn.heard is not None
    understood = turn.heard.understood
    free_text = question.type.name == "text" and question.type.pattern is None
    return (
        free_text
        and understood.score >= WHOLE
        and (understood.intent or understood.faq) not in (None, "yes", "no")
    )


def _accept_answer(turn: Turn, waiting: Waiting, state: Ask, known: Known) -> None:
    keep(turn, state.slot, known, was_asked=True)
    turn.change(answered_last=state.slot)
    if state.verify is None:
        stop_waiting(turn)
        run(turn, state.next)
        return
    turn.change(waiting=waiting)
    turn.clear_timers("timeout", "remind")
    inputs = inputs_of(turn, state.verify.action, state.verify.arguments)
    call(turn, state.verify.action, inputs, "verify", waiting.state)


def refuse_answer(turn: Turn, message: str) -> None:
    """An answer that does not fit: ask again while attempts are left, else take `on_invalid`."""
    waiting = turn.state.waiting
    assert waiting is not None
    waiting = replace(waiting, invalid=waiting.invalid + 1, proposed=None)
    turn.change(waiting=waiting)
    question = asked(turn, waiting)
    if waiting.invalid <= question.retries:
        turn.question = Question((message,))
        return
    if waiting.state.startswith(HANDOVER):
        leave_out(turn, waiting.state.removeprefix(HANDOVER), "unanswered")
        return
    if waiting.state.startswith(LEAVE):
        turn.question = Question()
        return
    if escalate(turn, "B"):
        return
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask | Choose)
    stop_waiting(turn)
    take(turn, state.on_invalid, state.next)


# ---- intents, faq, nothing understood ----------------------------------------------------------------------


def _understood(turn: Turn) -> None:
    turn.change(counters=replace(turn.state.counters, not_understood=0))


def _intent(turn: Turn, event: CustomerWrote) -> bool:
    intent = event.understood.intent
    flow = turn.program.flow_of_intent.get(intent or "")
    idle = not turn.state.frames and turn.state.waiting is None
    if flow is None:
        if idle and intent == "greeting":
            _understood(turn)
            _start(turn)
            return True
        if idle and intent == "thanks":
            _understood(turn)
            say(turn, "thanks")
            rest_idle(turn)
            return True
        return False
    state = turn.state
    if state.waiting is not None and state.waiting.state.startswith((HANDOVER, LEAVE)):
        return False
    running = any(frame.flow == flow for frame in state.frames)
    if running or any(frame.flow == flow for one in state.paused for frame in one.frames):
        _understood(turn)
        turn.question = Question() if state.waiting is not None else None
        return True
    if idle:
        _understood(turn)
        start_flow(turn, flow)
        run(turn, turn.program.artifact.flows[flow].first)
        return True
    rule = _interruption(turn)
    if rule == "refuse":
        return False
    _understood(turn)
    interrupt(turn, flow, again=rule == "resume")
    run(turn, turn.program.artifact.flows[flow].first)
    return True


def _interruption(turn: Turn) -> str:
    """The strictest `if_interrupted` of the waiting flow and those that called it."""
    flows = turn.program.artifact.flows
    wanted = [flows[frame.flow].if_interrupted for frame in turn.state.frames if frame.flow in flows]
    return min(wanted, key=_STRICTEST.index, default="resume")


def _faq(turn: Turn, event: CustomerWrote) -> bool:
    faq = event.understood.faq
    answer = turn.program.artifact.understanding.faq[faq].answer if faq else None
    if answer is None:
        return False
    _understood(turn)
    say(turn, answer)
    turn.write_down("event", f"faq {faq}")
    if turn.state.waiting is not None:
        turn.question = Question()
    else:
        rest_idle(turn)
    return True


def _start(turn: Turn) -> None:
    start = turn.program.artifact.start
    start_flow(turn, start)
    run(turn, turn.program.artifact.flows[start].first)


def _not_understood(turn: Turn, first: bool) -> None:
    assert turn.heard is not None
    waiting = turn.state.waiting
    unsupported = turn.heard.received.type not in ("text", "button") and not turn.heard.received.text
    if waiting is None and first and not unsupported:
        _start(turn)
        return
    counters = turn.state.counters
    turn.change(counters=replace(counters, not_understood=counters.not_understood + 1))
    turn.trace("not_understood")
    if waiting is not None:
        refuse_answer(turn, "kind.unsupported" if unsupported else asked(turn, waiting).invalid)
    else:
        turn.question = Question(("kind.unsupported" if unsupported else "not_understood",), ask=False)
        rest_idle(turn)
