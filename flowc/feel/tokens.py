"""Text to tokens: names with spaces, keys, types, and every mistake that can be seen without a grammar.

Laws:
- `read_tokens` never raises and looks at each character a bounded number of times.
- Tokens carry their offsets; what stands between them is white space and comments.
- A text with faults gives no tokens to anybody: the faults are the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from flowc.feel import lexicon
from flowc.feel.faults import SyntaxFault, SyntaxKind
from runtime.feel import limits, temporal
from runtime.feel.writing import literal


class Token(NamedTuple):
    """`type` is a terminal of the grammar; `text` its meaning: a string unquoted, a name in one form.

    A tuple: a dozen of them are made for each expression, and a frozen dataclass takes three times as long.
    """

    type: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Bracket:
    sign: str
    at: int
    is_range: bool = False
    declares: bool = False  # the parameters of a function definition


@dataclass(slots=True)
class Reading:
    """What became of a text: its tokens, and the mistakes; tokens are of use only without mistakes."""

    tokens: list[Token] = field(default_factory=list)
    faults: list[SyntaxFault] = field(default_factory=list)


def read_tokens(text: str, *, cell: bool = False, names: Iterable[str] = (), bounded: bool = True) -> Reading:
    """Return the tokens of an expression, or of a cell, where dates and durations stand unquoted.

    Args:
        names: names with spaces that the scope knows; bots have none, the conformance kit does.
        bounded: a literal that no bot can hold is a mistake; otherwise it is what it is, or null.
    """
    limit = limits.TEXT_CHARS if bounded else limits.ENGINE_TEXT_CHARS
    if len(text) > limit:
        fault = SyntaxFault("too_long", limit, len(text), limit=limit)
        return Reading(faults=[fault])
    reader = _Reader(text, cell, lexicon.spaced_pattern(names), bounded)
    reader.read()
    return Reading(reader.tokens, reader.faults)


class _Reader:
    def __init__(self, text: str, cell: bool, known: re.Pattern[str] | None, bounded: bool) -> None:
        self.text = text
        self.cell = cell
        self.known = known
        self.bounded = bounded
        self.word, self.key = (lexicon.WORD, lexicon.KEY) if bounded else (lexicon.ANY_WORD, lexicon.ANY_KEY)
        self.at = 0
        self.tokens: list[Token] = []
        self.faults: list[SyntaxFault] = []
        self.brackets: list[_Bracket] = []

    def read(self) -> None:
        text, end = self.text, len(self.text)
        while self.at < end:
            if space := lexicon.SPACE.match(text, self.at):
                self.at = space.end()
                continue
            self._next()
            if self.faults and self.faults[-1].kind in ("unclosed_string", "too_deep"):
                return  # whatever follows would only repeat it
        if not self.tokens and not self.faults:
            self._fault("empty", 0, end)
        for bracket in self.brackets[-1:] if not self.faults else ():
            self._fault(
                "unclosed_bracket", bracket.at, bracket.at + 1, expected=(lexicon.CLOSERS[bracket.sign],)
            )

    def _fault(
        self,
        kind: SyntaxKind,
        start: int,
        end: int,
        *,
        expected: tuple[str, ...] = (),
        instead: str = "",
        limit: int = 0,
    ) -> None:
        found = self.text[start:end]
        self.faults.append(SyntaxFault(kind, start, end, found, expected, instead, limit))

    def _add(self, type_: str, text: str, end: int) -> None:
        self.tokens.append(Token(type_, text, self.at, end))
        self.at = end

    def _previous(self) -> str:
        return self.tokens[-1].type if self.tokens else ""

    def _next(self) -> None:
        char = self.text[self.at]
        if char == '"':
            self._string("STRING", self.at)
        elif char == "@":
            self._at_literal()
        elif char.isdecimal() or (char == "." and self.text[self.at + 1 : self.at + 2].isdecimal()):
            self._number()
        elif char == "_" or char.isalpha() or char == "?" or (not self.bounded and char >= "\U00010000"):
            self._word()
        elif char in lexicon.QUOTES:
            self._foreign_quotes()
        elif (sign := lexicon.FOREIGN_SIGN.match(self.text, self.at)) and not self.text.startswith(
            "!=", self.at, sign.end() + 1
        ):
            self._foreign(sign.group())
        elif sign := lexicon.SIGN.match(self.text, self.at):
            self._sign(sign.group())
        else:
            self._fault("unknown_character", self.at, self.at + 1)
            self.at += 1

    def _foreign(self, sign: str) -> None:
        end = self.at + len(sign)
        self._fault("foreign_operator", self.at, end, instead=lexicon.FOREIGN[sign])
        self.at = end

    def _foreign_quotes(self) -> None:
        end = self.at + 1
        while end < len(self.text) and self.text[end] not in lexicon.QUOTES:
            end += 1
        self._fault("foreign_quotes", self.at, min(end + 1, len(self.text)), instead='"')
        self.at = end + 1

    # ---- literals --------------------------------------------------------------------------------------

    def _string(self, type_: str, start: int) -> None:
        found = lexicon.STRING.match(self.text, start)
        if not found:
            self._fault("unclosed_string", start, len(self.text), expected=('"',))
            self.at = len(self.text)
            return
        self._add(type_, self._unescaped(found), found.end())

    def _unescaped(self, found: re.Match[str]) -> str:
        if "\\" not in found[1]:
            return found[1]

        def meant(escape: re.Match[str]) -> str:
            code, long_code, char = escape.groups()
            number = int(code or long_code or "0", 16)
            if char in lexicon.ESCAPED:
                return lexicon.ESCAPED[char]
            if char is None and number <= 0x10FFFF:
                return chr(number)
            if (
                char not in ("d", "D", "w", "W", "s", "S", "p", "P", "b", "$", ".")
                and not str(char).isdecimal()
            ):
                start = found.start(1) + escape.start()
                self._fault("bad_escape", start, start + len(escape[0]))
            return escape[0]  # `\d` belongs to the pattern that the string is

        text = lexicon.ESCAPE.sub(meant, found[1])
        # `\uD83D\uDE00`: two halves of one character, as Java writes them; a lone half is no character
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _at_literal(self) -> None:
        start = self.at
        if not self.text.startswith('"', start + 1):
            self._fault("unknown_character", start, start + 1)
            self.at += 1
            return
        count = len(self.tokens)
        self._string("AT", start + 1)
        if len(self.tokens) > count:
            token = self.tokens[-1] = Token("AT", self.tokens[-1].text, start, self.at)
            if self.bounded and temporal.read_literal(token.text) is None:
                self._fault("bad_literal", start, self.at)

    def _number(self) -> None:
        text = self.text
        bare = lexicon.TEMPORAL.match(text, self.at)
        if bare and not text[bare.end() : bare.end() + 1].isalnum():
            self._bare_temporal(bare.group(), bare.end())
            return
        found = lexicon.NUMBER.match(text, self.at)
        if not found:  # a digit of another script
            self._fault("unknown_character", self.at, self.at + 1)
            self.at += 1
            return
        end = found.end()
        if (word := self.word.match(text, end)) and text[end] != "?":
            self._fault("number_and_word", self.at, word.end())
            self.at = word.end()
            return
        self._add("NUMBER", found.group(), end)

    def _bare_temporal(self, written: str, end: int) -> None:
        value = temporal.read_literal(written)
        if value is None:
            self._fault("bad_literal", self.at, end)
            self.at = end
        elif self.cell:
            self._add("AT", literal(value)[2:-1], end)
        else:
            kind = "duration" if written[-1].isalpha() and written[-1] != "Z" else "date"
            name = "time" if ":" in written and "-" not in written[:5] else kind
            name = "date and time" if "T" in written else name
            self._fault("bare_temporal", self.at, end, instead=f'{name}("{written}")')
            self.at = end

    # ---- words -----------------------------------------------------------------------------------------

    def _word(self) -> None:
        text, previous = self.text, self._previous()
        if previous == "DOT":
            self._name(lexicon.MEMBERS, self.known)
            return
        inside = self.brackets[-1] if self.brackets else None
        if inside and previous in ("LBRACE", "LPAR", "COMMA") and inside.sign in "{(" and self._key():
            return
        if previous == "INSTANCE_OF" or (previous == "COLON" and inside and inside.declares):
            self._type()
            return
        word = self.word.match(text, self.at)
        if self.known is None and word and not text[word.end() : word.end() + 1].isspace():
            self._keyword_or_name()  # most words: none of the names with spaces begins here
            return
        if found := lexicon.DATE_AND_TIME.match(text, self.at):
            self._add("NAME", "date and time", found.end())
            return
        if self.known is None and not (lexicon.FUNCTIONS and lexicon.FUNCTIONS.match(text, self.at)):
            self._keyword_or_name()
            return
        if any(pattern and pattern.match(text, self.at) for pattern in (self.known, lexicon.FUNCTIONS)):
            self._name(self.known, lexicon.FUNCTIONS)
            return
        self._keyword_or_name()

    def _keyword_or_name(self) -> None:
        found = self.word.match(self.text, self.at)
        if found is None:  # a letter that cannot begin a name
            self._fault("unknown_character", self.at, self.at + 1)
            self.at += 1
            return
        word = found.group()
        type_ = lexicon.KEYWORDS.get(word, "NAME")
        if (
            word == "not"
            and self.cell
            and not self.tokens
            and self.text[found.end() :].lstrip().startswith("(")
        ):
            type_ = "NOT"
        if type_ == "OF" and self._previous() == "INSTANCE":
            start = self.tokens.pop().start
            self.at, type_ = start, "INSTANCE_OF"
        self._add(type_, word, found.end())

    def _name(self, *patterns: re.Pattern[str] | None) -> None:
        for pattern in patterns:
            if pattern and (found := pattern.match(self.text, self.at)):
                self._add("NAME", " ".join(found.group().split()), found.end())
                return
        found = self.word.match(self.text, self.at)
        if found is None:
            self._fault("unknown_character", self.at, self.at + 1)
            self.at += 1
            return
        self._add("NAME", found.group(), found.end())

    def _key(self) -> bool:
        found = self.key.match(self.text, self.at)
        if found is None:
            return False
        self._add("NAME", " ".join(found[1].split()), found.end(1))
        return True

    def _type(self) -> None:
        """Take a whole type as one token: `list<context<a: number>>`, `function<number> -> string`."""
        end = self._type_end(self.at, 0)
        self._add("TYPE", " ".join(self.text[self.at : end].split()), end)

    def _type_end(self, at: int, depth: int) -> int:
        text = self.text
        found = lexicon.TYPE_NAME.match(text, at)
        end = found.end() if found else at + 1
        name = found.group() if found else ""
        opening = end + len(text[end:]) - len(text[end:].lstrip())
        if name not in ("list", "range", "context", "function") or not text.startswith("<", opening):
            return end
        level, end = 0, opening
        while end < len(text):
            if text[end] == ">" and text[end - 1] != "-":
                level -= 1
            level += text[end] == "<"
            end += 1
            if level == 0:
                break
        arrow = re.compile(r"\s*->\s*").match(text, end)
        return self._type_end(arrow.end(), depth + 1) if arrow and name == "function" and depth < 8 else end

    # ---- signs and brackets ------------------------------------------------------------------------------

    def _sign(self, sign: str) -> None:
        type_, end = lexicon.SYMBOLS[sign], self.at + len(sign)
        if sign == ".." and self.brackets:
            self.brackets[-1].is_range = True
        if sign in "([{" and not (sign == "[" and self._closes_outward(end)):
            if len(self.brackets) >= limits.DEPTH:
                self._fault("too_deep", self.at, end, limit=limits.DEPTH)
                return
            self.brackets.append(_Bracket(sign, self.at, declares=self._previous() == "FUNCTION"))
        elif sign == "[":
            type_ = "CLOSES_OUT"
            self.brackets.pop()
        elif sign == "]" and self._opens_outward():
            type_ = "OPENS_OUT"
            self.brackets.append(_Bracket("[", self.at))
        elif sign in ")]}":
            self._close(sign)
        self._add(type_, sign, end)

    def _closes_outward(self, end: int) -> bool:
        """`[1..5[`: a bracket after the second end of a range that no expression follows."""
        inside = self.brackets[-1] if self.brackets else None
        if inside is None or not inside.is_range or self._previous() not in lexicon.ENDS_OPERAND:
            return False
        return lexicon.AFTER_RANGE.match(self.text, end) is not None

    def _opens_outward(self) -> bool:
        previous = self._previous()
        return previous not in lexicon.ENDS_OPERAND and previous not in ("LSQB", "CLOSES_OUT")

    def _close(self, sign: str) -> None:
        if not self.brackets:
            self._fault("stray_bracket", self.at, self.at + 1)
            return
        bracket = self.brackets.pop()
        if lexicon.CLOSERS[bracket.sign] != sign and not (
            bracket.is_range and sign in ")]" and bracket.sign in "(["
        ):
            self._fault(
                "unclosed_bracket", bracket.at, bracket.at + 1, expected=(lexicon.CLOSERS[bracket.sign],)
            )
