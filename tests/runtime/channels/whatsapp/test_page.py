"""`docs/whatsapp.md` says what is so: its files load, its figures are the code's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from runtime.channels.limits import CHANNELS
from runtime.channels.whatsapp.answers import PASSING
from runtime.channels.whatsapp.channel import API, BODY_BYTES, VERSION
from runtime.config import WhatsAppChannel, check_host, load_config
from runtime.core.reach import WINDOW
from runtime.shell.backoff import REPLY_PAUSES
from runtime.shell.outbox import UNSURE_PAUSE
from tests.architecture import ROOT

PAGE = (ROOT / "docs/whatsapp.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
FILES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", FILES)
def test_the_files_load(text: str) -> None:
    config = load_config(text, dict.fromkeys(re.findall(r"\$\{(\w+)\}", text), SECRET))
    assert config.channels.whatsapp is not None
    assert not config.missing


def test_the_first_file_may_be_served_to_the_world() -> None:
    config = load_config(FILES[0], dict.fromkeys(re.findall(r"\$\{(\w+)\}", FILES[0]), SECRET))
    check_host(config, "0.0.0.0")


def test_the_forms_are_those_that_are_chosen_from() -> None:
    shown = re.findall(r"^\| (buttons|list|numbered text) \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, re.MULTILINE)
    forms = [
        (form.form.replace("numbered", "numbered text"), form.most or "any", form.label or "any", form.body)
        for form in CHANNELS["whatsapp"].options
    ]
    assert shown == [tuple(map(str, form)) for form in forms]
    limits = CHANNELS["whatsapp"]
    assert f"A text alone has {limits.text} characters, a caption {limits.caption}." in TEXT
    assert timedelta(hours=24) == WINDOW["whatsapp"]


def test_the_codes_and_times_are_the_code_s() -> None:
    codes = re.search(r"pass by themselves: ([0-9, ]+)\.", TEXT)
    assert codes is not None
    assert sorted(map(int, codes[1].split(", "))) == sorted(PASSING)
    assert [pause.total_seconds() for pause in REPLY_PAUSES] == [1, 5, 15, 60]
    assert f"within {UNSURE_PAUSE.total_seconds():.0f} s" in TEXT
    assert BODY_BYTES == 3 * 1024 * 1024


def test_the_file_s_defaults_are_the_channel_s() -> None:
    standard = WhatsAppChannel("1")
    assert (standard.api, standard.version) == (API, VERSION)
