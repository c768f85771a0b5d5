"""Telephone numbers and e-mail addresses in what people write, kept as E.164 and as one address.

A number is read as the bot's country would dial it; nothing is looked up, nobody is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Country calling codes (ITU-T E.164, national numbering plans), for the countries our bots are likely in.
CALLING_CODES = {
    "ID": "62", "MY": "60", "SG": "65", "TH": "66", "PH": "63", "VN": "84", "BN": "673", "TL": "670",
    "KH": "855",
    "LA": "856", "MM": "95", "AU": "61", "NZ": "64", "CN": "86", "HK": "852", "TW": "886", "JP": "81",
    "KR": "82",
    "IN": "91", "PK": "92", "BD": "880", "LK": "94", "AE": "971", "SA": "966", "QA": "974", "KW": "965",
    "TR": "90",
    "EG": "20", "ZA": "27", "NG": "234", "KE": "254", "GB": "44", "IE": "353", "DE": "49", "FR": "33",
    "NL": "31",
    "BE": "32", "ES": "34", "PT": "351", "IT": "39", "CH": "41", "AT": "43", "PL": "48", "SE": "46",
    "NO": "47",
    "DK": "45", "FI": "358", "US": "1", "CA": "1", "MX": "52", "BR": "55", "AR": "54", "CL": "56", "CO": "57",
}  # fmt: skip
DIGITS_MOST = 15  # E.164 without the plus
DIGITS_FEWEST = 8
ADDRESS_CHARS = 254  # RFC 5321, section 4.5.3.1.3

_RUN = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){6,19}(?![\w])")
_ADDRESS = re.compile(
    r"(?<![\w.+%-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}"
    r"[A-Za-z]{2,24}(?![\w@-])"
)


@dataclass(frozen=True, slots=True)
class Contact:
    value: str
    text: str


def find_phones(text: str, country: str, *, certain: bool = False) -> tuple[Contact, ...]:
    """Return the telephone numbers in `text`, in E.164, each once.

    Args:
        certain: only numbers that are plainly meant as such, by `+`, the trunk 0 or the country's code; in
        free text other long numbers are orders and accounts.
    """
    found: dict[str, str] = {}
    for match in _RUN.finditer(text):
        number = _e164(match.group(), country, certain)
        if number is not None:
            found.setdefault(number, match.group().strip())
    return tuple(Contact(value, written) for value, written in found.items())


def find_addresses(text: str) -> tuple[Contact, ...]:
    """Return the e-mail addresses in `text`, the domain in small letters, each once."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text):
        name, _, domain = match.group().rpartition("@")
        if len(match.group()) <= ADDRESS_CHARS and ".." not in name:
            found.setdefault(f"{name}@{domain.lower()}", match.group())
    return tuple(Contact(value, written) for value, written in found.items())


def _e164(written: str, country: str, certain: bool) -> str | None:
    digits = "".join(char for char in written if char.isdecimal() and char.isascii())
    code = CALLING_CODES.get(country, "")
    if written.lstrip().startswith("+"):
        number = digits
    elif digits.startswith("00"):
        number = digits[2:]
    elif not code:
        return None
    elif digits.startswith("0"):
        number = code + digits.lstrip("0")
    elif digits.startswith(code) and len(digits) >= len(code) + DIGITS_FEWEST:
        number = digits
    elif certain and not (country == "ID" and digits.startswith("8")):
        return None
    else:
        number = code + digits
    if code and number.startswith(code + "0"):  # `+62 (0)812…`
        number = code + number[len(code) :].lstrip("0")
    if not DIGITS_FEWEST <= len(number) <= DIGITS_MOST or number.startswith("0"):
        return None
    return f"+{number}"
