"""What an embedder gives a bot (files or data) as what the runtime takes; each mistake says what to do."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from runtime.artifact.codec import ArtifactError
from runtime.artifact.model import Artifact
from runtime.artifact.records import Json
from runtime.config import Config, ConfigError, check_host, load_config, read_config
from runtime.desks.base import DEFAULT, Desk
from runtime.shell.actions import Callable_
from runtime.web.assemble import with_own_secrets

LOG = logging.getLogger("flowc")
ANYWHERE = "0.0.0.0"  # noqa: S104  nothing is bound here: the program around may listen anywhere

Given = Config | Mapping[str, Json] | str | os.PathLike[str] | None


def artifact_of(given: bytes | str | os.PathLike[str]) -> bytes:
    """Return an artifact's bytes.

    Raises:
        ArtifactError: there is no such file, or it is a bot's folder.
    """
    if isinstance(given, bytes):
        return given
    path = Path(given)
    if path.is_dir():
        raise ArtifactError(f"{path} is a folder: write `flowc build {path} -o {path.name}.json` first")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        why = f"there is no {path}: write `flowc build FOLDER -o {path.name}` first"
        raise ArtifactError(why) from error


def config_of(given: Given) -> Config:
    """Return an installation's configuration: a `flowc.toml`, what stands in one, or nothing.

    Raises:
        ConfigError: it cannot be used; the text says where and what to write.
    """
    if given is None or isinstance(given, Config):
        return given or Config()
    if isinstance(given, Mapping):
        return read_config(given, os.environ)
    try:
        text = Path(given).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"there is no {given}; docs/flowc-toml.md says what stands in it") from error
    return load_config(text, os.environ)


def guarded(config: Config) -> tuple[Config, bool]:
    """Return the configuration to serve by, and whether it may serve this machine only.

    With every secret set it counts as public: nothing is shown or opened that only this machine may have.
    With one missing it is made up, for this machine only.

    Raises:
        ConfigError: `public_urls` are named, and a secret is missing.
    """
    lacks = config.unset()
    if not lacks:
        return replace(config, server=replace(config.server, host=ANYWHERE)), False
    if unsigned := [place for place in lacks if "desks." in place]:
        LOG.warning("these are not set, so that no desk will believe us: %s", ", ".join(unsigned))
    here = replace(config, server=replace(config.server, host="127.0.0.1"))
    check_host(here, "127.0.0.1")
    return with_own_secrets(here), True


def check_fits(
    artifact: Artifact, config: Config, callables: Mapping[str, Callable_], desk: Desk | None
) -> None:
    """Refuse what the bot cannot run with; warn of what it can only fail with.

    Raises:
        ConfigError: a function is not given, or two desks want the same handovers.
    """
    name = artifact.bot.name
    wanted = (*artifact.requires.callables, *config.server.callables)
    if lacking := [one for one in dict.fromkeys(wanted) if one not in callables]:
        shown = ", ".join(f"{one!r}: …" for one in lacking)
        raise ConfigError(f"{name} calls functions of yours that are not given: callables={{{shown}}}")
    if desk is not None and DEFAULT in config.desks:
        raise ConfigError("there are two desks for the same handovers: take desk= or [desks.default] away")
    if absent := [one for one in artifact.requires.destinations if one not in config.destinations]:
        places = ", ".join(f"[destinations.{one}]" for one in absent)
        LOG.warning("%s: actions will fail without %s in the configuration", name, places)
