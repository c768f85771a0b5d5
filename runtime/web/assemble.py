"""Puts a host together from an artifact and the operator's file: only here do protocols get their makers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from runtime import signature
from runtime.artifact.model import Bot
from runtime.channels.base import Channel
from runtime.channels.json_channel import JsonChannel
from runtime.channels.web_chat import WebChat
from runtime.channels.whatsapp.channel import WhatsApp
from runtime.clock import Clock
from runtime.config import Config, ConfigError, DeskConfig, StoreConfig, WhatsAppChannel, is_private
from runtime.core.env import RenderError
from runtime.core.program import Program
from runtime.desks.base import DEFAULT, Desk, Desks, WebDesk
from runtime.desks.webhook import WebhookDesk
from runtime.routing.assigning import Agent
from runtime.shell.actions import Callable_
from runtime.shell.host import Host
from runtime.shell.http import Network
from runtime.shell.programs import Ready
from runtime.shell.staff import Staff
from runtime.stores.base import Store
from runtime.stores.sqlite import SqliteStore
from runtime.templates import RenderFault, Templates
from runtime.understanding.detect import Detector
from runtime.understanding.result import Understood


def make_ready(program: Program) -> Ready:
    """Return a program with its understanding and its way of filling texts in."""
    artifact = program.artifact
    detector = Detector(artifact.understanding, artifact.slots, artifact.bot.country)
    templates = Templates(artifact.bot.currency, program.zone)

    def understand(text: str, locale: str) -> Understood:
        return detector.detect(text)

    def render(text: str, variables: Mapping[str, object], locale: str) -> str:
        try:
            return templates.render(text, variables, locale)
        except RenderFault as fault:
            raise RenderError(fault.why) from fault

    return Ready(program, render, understand)


def build_host(
    artifact: bytes,
    config: Config,
    *,
    store: Store | None = None,
    clock: Clock | None = None,
    callables: Mapping[str, Callable_] | None = None,
    desk: Desk | None = None,
    channel: Channel | None = None,
) -> Host:
    """Return a host for one bot. `callables` are the embedder's functions by the names its files use.

    `desk` is a desk of the embedder's own for all divisions that no desk in the file names, `channel` one
    more way to customers.

    Raises:
        ConfigError: the file names a channel or a division that the bot does not have, or a function that is
            not registered.
    """
    if lacking := [name for name in config.server.callables if name not in (callables or {})]:
        raise ConfigError(
            f"server.callables: {', '.join(lacking)} not registered; serve from the program that does"
        )
    limits = config.limits
    host = Host(
        store or open_to(config.store),
        artifact,
        channels := dict[str, Channel](),
        make_ready,
        desks=desks(config, desk),
        destinations=config.destinations,
        callables=callables,
        staff=staff(config, desk is not None),
        clock=clock,
        network=Network(limits.in_flight, limits.per_host, limits.reply_bytes),
    )
    bot = host.programs.newest.program.artifact.bot
    channels["json"] = _json_channel(config, bot)
    if config.channels.whatsapp is not None:
        channels["whatsapp"] = whatsapp(config.channels.whatsapp, bot)
    if "web" in bot.channels:
        channels["web"] = WebChat()
    if channel is not None:
        channels[channel.name] = channel
    return host


def with_own_secrets(config: Config) -> Config:
    """Return the file with fresh secrets where none is set: a demo on this machine needs no preparation.

    Raises:
        ConfigError: the server can be reached from outside.
    """
    if not is_private(config.server):
        raise ConfigError("secrets are only made up for a server on 127.0.0.1")
    server, channels = config.server, config.channels
    token = server.operator_token or signature.new_secret().removeprefix(signature.PREFIX)
    desks = {
        name: desk if desk.secrets else replace(desk, secrets=(signature.new_secret(),))
        for name, desk in config.desks.items()
    }
    secrets = channels.json.secrets or (signature.new_secret(),)
    return replace(
        config,
        server=replace(server, operator_token=token),
        channels=replace(channels, json=replace(channels.json, secrets=secrets)),
        desks=desks,
    )


def desks(config: Config, own: Desk | None = None) -> Desks:
    """Return the file's desks, and the embedder's `own` in the place of the default one."""
    roles = {name: role.address for name, role in config.roles.items()}

    def desk(found: DeskConfig) -> WebDesk:
        return WebhookDesk(found.url, found.secrets, "/flowc", found.divisions, found.allow, roles)

    of_division = {division: name for name, one in config.desks.items() for division in one.divisions}
    by_name: dict[str, WebDesk | Desk] = {name: desk(one) for name, one in config.desks.items()}
    if own is not None:
        by_name[DEFAULT] = own
    return Desks(by_name, of_division)


def _json_channel(config: Config, bot: Bot) -> JsonChannel:
    channel = config.channels.json
    carries = channel.carries or bot.channels[0]
    if carries not in bot.channels:
        raise ConfigError(f"channels.json.carries: the bot has {', '.join(bot.channels)}, not `{carries}`")
    return JsonChannel(carries, channel.secrets, channel.push_url, channel.allow)


def whatsapp(channel: WhatsAppChannel, bot: Bot) -> WhatsApp:
    if "whatsapp" not in bot.channels:
        raise ConfigError(f"channels.whatsapp: the bot has {', '.join(bot.channels)}, not `whatsapp`")
    if strange := [locale for locale in channel.languages if locale not in bot.locales]:
        raise ConfigError(
            f"channels.whatsapp.languages: the bot speaks {', '.join(bot.locales)}, not `{strange[0]}`"
        )
    return WhatsApp(
        channel.phone_number_id,
        channel.token,
        channel.api,
        channel.version,
        channel.languages,
        channel.allow,
    )


def staff(config: Config, own_desk: bool = False) -> Staff | None:
    """Return who works here; None where the file names nobody: then nobody can know.

    Flowc gives handovers to them also where an `own_desk` of the embedder's is the default one.
    """
    if not config.staff:
        return None
    people = tuple(
        Agent(id_, one.name, one.divisions, one.level, one.skills, one.capacity, one.online)
        for id_, one in config.staff.items()
    )

    def gives(division: str) -> bool:
        return config.gives(division) or (own_desk and config.desk_of(division) in (None, DEFAULT))

    return Staff(people, gives)


def open_to(config: StoreConfig, *, migrates: bool = True) -> Store:
    """Return the store that the operator's file names, not opened yet; `migrates` as the stores have it.

    Raises:
        ConfigError: a PostgreSQL database is named, and the driver for it is not installed.
    """
    if config.url is not None:
        try:
            from runtime.stores.postgres import (
                PostgresStore,  # late: an extra that a SQLite file does not need
            )
        except ImportError as error:
            raise ConfigError('store.url: pip install "flowc[postgres]"') from error
        return PostgresStore(config.url, schema=config.schema, migrates=migrates)
    path = Path(config.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteStore(path, migrates=migrates)
