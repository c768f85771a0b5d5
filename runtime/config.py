"""The operator's file, `flowc.toml`: everything an installation needs that is none of the bot's business.

Laws:
- Unknown keys, wrong types and values out of range are refused with the place; nothing is guessed.
- A secret is written as `${NAME}` and comes from the environment; the file itself never holds one.
- A missing secret is remembered by name. With one missing, only a loopback address may be served.
- Limits may be lowered, never raised.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from runtime import limits, signature
from runtime.artifact import records
from runtime.artifact.records import Json

DEFAULT_DESK = "default"  # serves the divisions that no desk names
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
NETWORKS = ("loopback", "private")  # words that `allow` knows beside networks written as 10.1.0.0/16
LONGEST_TIMEOUT_S = 10.0  # LANGUAGE section 12: no action waits longer
_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class ConfigError(ValueError):
    """The operator's file cannot be used; the text says where and what to write."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where actions go. `auth` is the whole value of the header named `header` (`Bearer ${TOKO_TOKEN}`).

    Addresses inside the own network are refused unless `allow` names them: `loopback`, `private` or a network
    (`10.1.0.0/16`).
    """

    url: str
    auth: str | None = None
    header: str = "authorization"
    timeout_s: float = LONGEST_TIMEOUT_S
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WebChannel:
    """The chat page. `show_handover` shows the customer's own record on the page; None: on loopback only."""

    title: str | None = None
    show_handover: bool | None = None
    per_minute: int = limits.WEB_RATE.value


@dataclass(frozen=True, slots=True)
class JsonChannel:
    """The generic door. `carries` is the bot's channel it stands for; None: the bot's first one.

    With `push_url` the bot's words are pushed there as signed webhooks; without, they are fetched.
    """

    secrets: tuple[str, ...] = ()
    carries: str | None = None
    push_url: str | None = None
    allow: tuple[str, ...] = ()
    per_minute: int = limits.JSON_RATE.value


@dataclass(frozen=True, slots=True)
class WhatsAppChannel:
    """The WhatsApp Cloud API. `token` sends, `app_secrets` sign what comes in, `verify_token` is asked once.

    `verify_token_before` is the one before it, good as long as it stands here.

    `languages` maps the bot's locales to the language codes under which its templates are approved; a locale
    that is not there is its own code.
    """

    phone_number_id: str
    token: str | None = None
    app_secrets: tuple[str, ...] = ()
    verify_token: str | None = None
    verify_token_before: str | None = None
    api: str = "https://graph.facebook.com"
    version: str = "v26.0"
    languages: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channels:
    web: WebChannel = field(default_factory=WebChannel)
    json: JsonChannel = field(default_factory=JsonChannel)
    whatsapp: WhatsAppChannel | None = None


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """A desk behind a signed webhook. `divisions` maps those it serves to its own name for the team.

    The desk named `default` also serves every division that no desk names. `assigns`: the desk itself gives
    handovers to agents; otherwise flowc does, where `[staff]` names them.
    """

    url: str
    secrets: tuple[str, ...] = ()
    divisions: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    assigns: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """A member of staff. `online` holds until a desk or an operator reports otherwise.

    `capacity` is how many conversations the agent holds at once; left out, it is as the division says.
    """

    name: str
    divisions: tuple[str, ...]
    level: str = "L1"
    skills: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    online: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """Whom a notice reaches."""

    address: str


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where conversations are kept: in a SQLite file, or with a `url` in a PostgreSQL database.

    There, everything is in the schema of that name, so that bots and other programs may share a database.
    """

    path: str = "flowc.db"
    url: str | None = field(default=None, repr=False)
    schema: str = "flowc"


@dataclass(frozen=True, slots=True)
class Server:
    """`public_urls` are the addresses under which browsers see the chat page, beside the server's own.

    `operator_token_before` is the one before `operator_token`, good as long as it stands here.

    `callables` are the functions that the program around the server registers, by the names bots use. `log`:
    `text` tells of trouble only, `json` also of every turn and send, one object a line.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    operator_token: str | None = None
    operator_token_before: str | None = None
    public_urls: tuple[str, ...] = ()
    callables: tuple[str, ...] = ()
    log: str = "text"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one server takes at most; each may be lowered here, never raised."""

    body_bytes: int = limits.BODY.value
    per_second: int = limits.ACCOUNT_RATE.value  # messages of one channel, all its customers together
    queue: int = limits.QUEUE.value  # arrivals that wait in all; beyond, senders are told to come back
    in_flight: int = limits.IN_FLIGHT.value  # requests to other systems at the same time
    per_host: int = limits.PER_HOST.value  # of these to one host
    reply_bytes: int = limits.REPLY.value  # of an answer from another system


@dataclass(frozen=True, slots=True)
class Config:
    """`missing` tells the places of secrets whose environment variable is not set, and its name."""

    server: Server = field(default_factory=Server)
    store: StoreConfig = field(default_factory=StoreConfig)
    destinations: Mapping[str, Destination] = field(default_factory=dict)
    channels: Channels = field(default_factory=Channels)
    desks: Mapping[str, DeskConfig] = field(default_factory=dict)
    staff: Mapping[str, Agent] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    missing: Mapping[str, str] = field(default_factory=dict)

    def desk_of(self, division: str) -> str | None:
        """Return the name of the desk that serves a division; None: handovers are only listed."""
        named = next((name for name, desk in self.desks.items() if division in desk.divisions), DEFAULT_DESK)
        return named if named in self.desks else None

    def gives(self, division: str) -> bool:
        """Whether flowc gives a division's handovers to agents: there is a desk, and it does not do so."""
        desk = self.desk_of(division)
        return desk is not None and not self.desks[desk].assigns

    def unset(self) -> tuple[str, ...]:
        """Return what is not set and must be before anyone but this machine may come in."""
        wanted = {
            "server.operator_token": self.server.operator_token is not None,
            "channels.json.secrets": bool(self.channels.json.secrets),
            **_whatsapp_set(self.channels.whatsapp),
            **{f"desks.{name}.secrets": bool(desk.secrets) for name, desk in self.desks.items()},
        }
        places = [place for place, is_set in wanted.items() if not is_set]
        places += [place for place in self.missing if place not in places]
        return tuple(
            f"{self.missing[place]} ({place})" if place in self.missing else place for place in places
        )


def _whatsapp_set(channel: WhatsAppChannel | None) -> dict[str, bool]:
    if channel is None:
        return {}
    place = "channels.whatsapp"
    return {
        f"{place}.token": channel.token is not None,
        f"{place}.app_secrets": bool(channel.app_secrets),
        f"{place}.verify_token": channel.verify_token is not None,
    }


def is_loopback(host: str) -> bool:
    """Whether a host to bind to is reachable from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load_config(text: str, environment: Mapping[str, str]) -> Config:
    """Return the configuration in `text`, with `${NAME}` taken from `environment`.

    Raises:
        ConfigError: not TOML, an unknown key, a wrong value, a secret written out, or a missing variable that
            is no secret.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"flowc.toml is not TOML: {error}") from error
    return read_config(data, environment)


def read_config(data: Mapping[str, Json], environment: Mapping[str, str]) -> Config:
    """Return the configuration that `flowc.toml` holds, once it is read as TOML.

    Raises:
        ConfigError: as `load_config`; what it says begins with the place, `server.port: …`, where it has one.
    """
    if "missing" in data:
        raise ConfigError("unknown key `missing`")
    reader = _References(environment)
    filled = reader.fill({**data}, ())
    if reader.absent:
        raise ConfigError(_absent(reader.absent))
    try:
        config = records.decode(Config, {**filled, "missing": reader.missing})
    except records.RecordError as error:
        place = error.path.strip("/").replace("/", ".") or "flowc.toml"
        raise ConfigError(f"{place}: {error.why}") from error
    _check(config)
    return config


def is_private(server: Server) -> bool:
    """Whether only this machine reaches the server: it listens here, and no proxy makes it public."""
    return is_loopback(server.host) and not server.public_urls


def check_host(config: Config, host: str) -> None:
    """Refuse to serve beyond this machine while a secret is missing.

    Raises:
        ConfigError: naming what to set.
    """
    lacks = config.unset()
    if lacks and not is_private(replace(config.server, host=host)):
        where = f"`{host}`" if not is_loopback(host) else config.server.public_urls[0]
        raise ConfigError(
            f"{where} can be reached from outside, but these secrets are not set: {', '.join(lacks)}. "
            "Set them, or serve on 127.0.0.1 without `public_urls`"
        )


_SECRET = {
    "operator_token",
    "operator_token_before",
    "auth",
    "secrets",
    "token",
    "app_secrets",
    "verify_token",
    "verify_token_before",
}


class _References:
    """Fills `${NAME}` in. A missing secret becomes nothing; any other missing name counts as `absent`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.missing: dict[str, str] = {}
        self.absent: list[tuple[str, str]] = []

    def fill(self, data: Json, path: tuple[str, ...]) -> Json:
        if isinstance(data, dict):
            filled = {key: self.fill(item, (*path, key)) for key, item in data.items()}
            return {key: item for key, item in filled.items() if item is not None}
        if isinstance(data, list):
            items = [self.fill(item, path) for item in data]
            return [item for item in items if item is not None]
        if isinstance(data, str):
            return self._text(data, path)
        return data

    def _text(self, text: str, path: tuple[str, ...]) -> str | None:
        secret = bool(path) and path[-1] in _SECRET
        names = _REFERENCE.findall(text)
        if secret and text and not names:
            place = ".".join(path)
            raise ConfigError(f"{place}: a secret is not written here; write `${{NAME}}` and set NAME")
        if path == ("store", "url"):
            _check_database(text)
        lacking = [name for name in names if not self._environment.get(name)]
        if not lacking:
            return _REFERENCE.sub(lambda match: self._environment[match[1]], text)
        if secret:
            self.missing[".".join(path)] = ", ".join(lacking)
            return None
        self.absent.extend((".".join(path), name) for name in lacking)
        return text


def _check_database(text: str) -> None:
    """Refuse an address with a password in it, as it stands in the file."""
    userinfo, at, _ = text.partition("://")[2].rpartition("@")
    written = at and ":" in userinfo and not _REFERENCE.search(userinfo.partition(":")[2])
    if written or re.search(r"\bpassword\s*=\s*(?!\$\{)\S", text):
        raise ConfigError("store.url: a password is not written here; write `${NAME}` and set NAME")


def _absent(absent: list[tuple[str, str]]) -> str:
    lines = [f"  {name}, used in {place}" for place, name in absent]
    return "\n".join(["these environment variables are not set:", *lines])


def _check(config: Config) -> None:
    for name, destination in config.destinations.items():
        _check_url(f"destinations.{name}.url", destination.url)
        _check_allow(f"destinations.{name}.allow", destination.allow)
        if not 0 < destination.timeout_s <= LONGEST_TIMEOUT_S:
            raise ConfigError(f"destinations.{name}.timeout_s: more than 0, at most {LONGEST_TIMEOUT_S:g}")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", destination.header):
            raise ConfigError(f"destinations.{name}.header: not the name of a header")
        if destination.auth is not None and not re.fullmatch(r"[\x20-\x7e]{1,4096}", destination.auth):
            raise ConfigError(f"destinations.{name}.auth: only printable ASCII fits into a header")
    for name, desk in config.desks.items():
        _check_url(f"desks.{name}.url", desk.url)
        _check_allow(f"desks.{name}.allow", desk.allow)
        _check_secrets(f"desks.{name}.secrets", desk.secrets)
    served = [division for desk in config.desks.values() for division in desk.divisions]
    for division in served:
        if served.count(division) > 1:
            raise ConfigError(f"desks: the division `{division}` is served by two desks")
    if config.channels.json.push_url is not None:
        _check_url("channels.json.push_url", config.channels.json.push_url)
    _check_allow("channels.json.allow", config.channels.json.allow)
    _check_secrets("channels.json.secrets", config.channels.json.secrets)
    if config.channels.whatsapp is not None:
        _check_whatsapp(config.channels.whatsapp)
    for url in config.server.public_urls:
        _check_url("server.public_urls", url)
    if config.server.log not in ("text", "json"):
        raise ConfigError("server.log: text or json")
    if config.store.url is not None and not re.fullmatch(r"[a-z_][a-z0-9_]{0,39}", config.store.schema):
        raise ConfigError("store.schema: small letters, digits and _, at most 40")
    if not 0 <= config.server.port <= 65_535:
        raise ConfigError("server.port: 0 to 65535")
    for name in ("operator_token", "operator_token_before"):
        token: str | None = getattr(config.server, name)
        if token is not None and len(token) < 16:
            raise ConfigError(f"server.{name}: at least 16 characters")
    _check_limits(config)


def _check_whatsapp(channel: WhatsAppChannel) -> None:
    place = "channels.whatsapp"
    if not re.fullmatch(r"[0-9]{1,32}", channel.phone_number_id):
        raise ConfigError(f"{place}.phone_number_id: Meta's digits for the number, not the number itself")
    if not re.fullmatch(r"v[0-9]{1,3}\.[0-9]{1,2}", channel.version):
        raise ConfigError(f"{place}.version: as Meta writes them, `v26.0`")
    _check_url(f"{place}.api", channel.api)
    _check_allow(f"{place}.allow", channel.allow)
    for name, secret in (
        ("token", channel.token),
        ("verify_token", channel.verify_token),
        ("verify_token_before", channel.verify_token_before),
    ):
        if secret is not None and not re.fullmatch(r"[\x21-\x7e]{1,4096}", secret):
            raise ConfigError(f"{place}.{name}: printable ASCII without spaces")
    for locale, code in channel.languages.items():
        if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", code):
            raise ConfigError(f"{place}.languages.{locale}: a code as Meta has it, `id` or `en_US`")


def _check_limits(config: Config) -> None:
    standard = Limits()
    for name in Limits.__slots__:
        most, chosen = getattr(standard, name), getattr(config.limits, name)
        if not 0 < chosen <= most:
            raise ConfigError(f"limits.{name}: 1 to {most}")
    for rate, chosen in (
        (limits.WEB_RATE, config.channels.web.per_minute),
        (limits.JSON_RATE, config.channels.json.per_minute),
    ):
        if rate.most is not None and not 0 < chosen <= rate.most:
            raise ConfigError(f"{rate.key}: 1 to {rate.most}")
    for name, agent in config.staff.items():
        if agent.capacity is not None and not 0 < agent.capacity <= 100:
            raise ConfigError(f"staff.{name}.capacity: 1 to 100")


def _check_url(place: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(f"{place}: an address begins with https:// (or http://) and a host")
    if parts.username or parts.password:
        raise ConfigError(f"{place}: a password does not belong into an address; use `auth`")
    if parts.query or parts.fragment:
        raise ConfigError(f"{place}: an address here ends with its path")


def _check_allow(place: str, allow: tuple[str, ...]) -> None:
    for word in allow:
        if word in NETWORKS:
            continue
        try:
            ipaddress.ip_network(word)
        except ValueError as error:
            raise ConfigError(f"{place}: `{word}` is neither loopback, private nor a network") from error


def _check_secrets(place: str, secrets: tuple[str, ...]) -> None:
    for secret in secrets:
        try:
            signature.key(secret)
        except signature.SecretError as error:
            raise ConfigError(f"{place}: {error}") from error
