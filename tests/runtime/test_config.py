"""The operator's file: a whole one, what is refused and in which words, and where secrets come from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.config import ConfigError, check_host, is_loopback, is_private, load_config

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ENVIRONMENT = {"TOKEN": "a-long-operator-token", "JSON": SECRET, "DESK": SECRET, "TOKO": "t-1"}
WHOLE = """
[server]
host = "0.0.0.0"
port = 8080
operator_token = "${TOKEN}"
public_urls = ["https://chat.example.com"]

[store]
path = "data/bot.db"

[destinations.toko]
url = "https://toko.example.com/api"
auth = "Bearer ${TOKO}"
timeout_s = 5
allow = ["private", "10.1.0.0/16"]

[channels.web]
title = "Toko Sejahtera"
show_handover = false

[channels.json]
secrets = ["${JSON}"]
carries = "whatsapp"
push_url = "https://gateway.example.com/flowc"

[desks.default]
url = "https://desk.example.com/flowc"
secrets = ["${DESK}"]
divisions = {penagihan = "team-7"}

[staff.ani]
name = "Ani"
divisions = ["penagihan"]
skills = {english = 3}

[staff.budi]
name = "Budi"
divisions = ["penagihan", "umum"]
online = false

[roles.lead]
address = "mailto:lead@example.com"

[limits]
body_bytes = 65536
"""


def test_a_whole_file() -> None:
    config = load_config(WHOLE, ENVIRONMENT)
    assert config.server.operator_token == "a-long-operator-token"
    assert config.destinations["toko"].auth == "Bearer t-1"
    assert config.channels.json.secrets == (SECRET,)
    assert config.desks["default"].divisions == {"penagihan": "team-7"}
    assert (config.staff["ani"].capacity, config.staff["budi"].online) == (None, False)
    assert (config.limits.body_bytes, config.limits.in_flight) == (65_536, 16)
    assert config.unset() == ()
    check_host(config, "0.0.0.0")


def test_an_empty_file_is_the_defaults_on_loopback() -> None:
    config = load_config("", {})
    assert (config.server.host, config.server.port) == ("127.0.0.1", 8000)
    check_host(config, "127.0.0.1")


def test_a_missing_secret_is_told_and_keeps_the_server_on_loopback() -> None:
    config = load_config(WHOLE, {"TOKO": "t-1", "JSON": SECRET})
    assert config.server.operator_token is None
    assert config.desks["default"].secrets == ()
    assert config.unset() == ("TOKEN (server.operator_token)", "DESK (desks.default.secrets)")
    alone = replace(config, server=replace(config.server, public_urls=()))
    check_host(alone, "127.0.0.1")
    check_host(alone, "localhost")
    with pytest.raises(ConfigError, match=r"TOKEN \(server.operator_token\), DESK \(desks.default.secrets\)"):
        check_host(config, "0.0.0.0")


def test_a_missing_token_of_a_destination_counts_as_a_missing_secret() -> None:
    config = load_config(WHOLE, {**ENVIRONMENT, "TOKO": ""})
    assert config.destinations["toko"].auth is None
    with pytest.raises(ConfigError, match=r"TOKO \(destinations.toko.auth\)"):
        check_host(config, "192.0.2.1")


def test_secrets_never_set_at_all_are_named_by_their_place() -> None:
    with pytest.raises(ConfigError, match=r"server.operator_token, channels.json.secrets"):
        check_host(load_config("", {}), "0.0.0.0")


def test_missing_names_that_are_no_secrets_are_all_listed() -> None:
    text = '[destinations.toko]\nurl = "${TOKO_URL}"\n[store]\npath = "${DATA}/a.db"'
    with pytest.raises(ConfigError) as error:
        load_config(text, {})
    assert "TOKO_URL, used in destinations.toko.url" in str(error.value)
    assert "DATA, used in store.path" in str(error.value)


REFUSED = [
    ("not TOML", "[server", "not TOML"),
    ("an unknown table", "[servers]", "unknown key `servers`"),
    ("an unknown key", "[server]\nhots = 'x'", "server: unknown key `hots`"),
    ("a key of ours", "missing = {}", "unknown key `missing`"),
    ("a wrong type", "[server]\nport = 'http'", "server.port: expected a whole number"),
    ("a port out of range", "[server]\nport = 70000", "server.port"),
    ("a secret written out", "[server]\noperator_token = 'hunter2hunter2hunter2'", "write `${NAME}`"),
    (
        "a signing secret written out",
        f"[channels.json]\nsecrets = ['{SECRET}']",
        "channels.json.secrets: a secret",
    ),
    ("auth written out", "[destinations.a]\nurl='https://a.example'\nauth='Bearer x'", "destinations.a.auth"),
    ("a short token", "[server]\noperator_token = '${SHORT}'", "at least 16"),
    ("a short token before", "[server]\noperator_token_before = '${SHORT}'", "token_before: at least 16"),
    (
        "a token before written out",
        "[server]\noperator_token_before = 'hunter2hunter2hunter2'",
        "write `${NAME}`",
    ),
    ("a broken signing secret", "[channels.json]\nsecrets = ['${SHORT}']", "24-64 bytes"),
    ("an address without host", "[destinations.a]\nurl = 'https:///x'", "destinations.a.url"),
    ("a file address", "[destinations.a]\nurl = 'file:///etc/passwd'", "begins with https://"),
    ("a password in an address", "[destinations.a]\nurl = 'https://u:p@a.example'", "password"),
    ("a query in an address", "[destinations.a]\nurl = 'https://a.example?x=1'", "ends with its path"),
    ("a broken port", "[destinations.a]\nurl = 'https://a.example:x'", "destinations.a.url"),
    ("a time-out too long", "[destinations.a]\nurl = 'https://a.example'\ntimeout_s = 11", "timeout_s"),
    ("a network that is none", "[destinations.a]\nurl = 'https://a.example'\nallow = ['intern']", "`intern`"),
    ("two lines in a header", "[destinations.a]\nurl = 'https://a.example'\nauth = '${LINES}'", "printable"),
    ("a raised limit", "[limits]\nin_flight = 17", "limits.in_flight: 1 to 16"),
    ("a limit of nothing", "[limits]\nqueue = 0", "limits.queue"),
    (
        "a division at two desks",
        "[desks.a]\nurl='https://a.example'\ndivisions={x='1'}\n[desks.b]\nurl='https://b.example'\ndivisions={x='2'}",
        "served by two desks",
    ),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(text: str, words: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_config(text, {"SHORT": "short", "LINES": "a\r\nHost: evil"})
    assert words in str(error.value)


def test_a_refusal_never_shows_the_secret() -> None:
    with pytest.raises(ConfigError) as error:
        load_config("[channels.json]\nsecrets = ['${S}']", {"S": "whsec_canary-canary"})
    assert "canary" not in str(error.value)


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.1", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_loopback(host: str, is_local: bool) -> None:
    assert is_loopback(host) is is_local


def test_a_server_behind_a_proxy_is_public() -> None:
    proxied = load_config('[server]\npublic_urls = ["https://chat.toko.example"]\n', {})
    alone = load_config("", {})
    assert is_private(alone.server)
    assert not is_private(proxied.server)
    check_host(alone, "127.0.0.1")
    with pytest.raises(ConfigError, match=r"chat\.toko\.example can be reached from outside.*operator_token"):
        check_host(proxied, "127.0.0.1")


def test_whatsapp_is_not_served_to_the_world_while_a_secret_is_missing() -> None:
    text = "[channels.whatsapp]\nphone_number_id = '1'\ntoken = '${T}'\napp_secrets = ['${S}']\n"
    config = load_config(text, {"T": "t"})
    assert config.unset()[-2:] == ("S (channels.whatsapp.app_secrets)", "channels.whatsapp.verify_token")
    check_host(config, "127.0.0.1")
    with pytest.raises(ConfigError, match=r"S \(channels\.whatsapp\.app_secrets\)"):
        check_host(config, "0.0.0.0")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        config = load_config(text, {})
    except ConfigError:
        return
    assert config.server.port == 8000


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://flowc:hunter2@db.example/toko",
        "postgres://:hunter2@db/toko",
        "postgresql://${USER}:hunter2@db/toko",
        "host=db password=hunter2 dbname=toko",
    ],
)
def test_a_database_s_password_is_not_written_out(url: str) -> None:
    with pytest.raises(ConfigError, match=r"store\.url: a password is not written here") as caught:
        load_config(f"[store]\nurl = '{url}'", {"USER": "flowc"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["${DSN}", "postgresql://flowc:${DSN}@db/toko", "postgresql://flowc@db/toko", "host=db password=${DSN}"],
)
def test_a_database_s_address_comes_from_the_environment_and_is_not_shown(url: str) -> None:
    config = load_config(f"[store]\nurl = '{url}'", {"DSN": "hunter2"})
    assert config.store.url == url.replace("${DSN}", "hunter2")
    assert "hunter2" not in repr(config)


def test_a_database_s_address_is_needed_and_its_schema_is_plain() -> None:
    with pytest.raises(ConfigError, match=r"DSN, used in store\.url"):
        load_config("[store]\nurl = '${DSN}'", {})
    for schema in ("Toko", "a b", "", "1a", "x" * 41, 'a"b'):
        with pytest.raises(ConfigError, match=r"store\.schema"):
            load_config(f"[store]\nurl = 'postgresql://db/toko'\nschema = '{schema}'", {})
