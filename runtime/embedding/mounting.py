"""A bot below a path of any ASGI application: Starlette, FastAPI, Django, Quart, your own.

Starlette's `Mount` tells a mounted application nothing of start and stop. `mount` stands around instead, so
that the bot starts before the application and stops after it, whatever either is made with.
"""

from __future__ import annotations

from runtime.embedding.asgi import App, Receive, Scope, Send
from runtime.embedding.async_bot import AsyncBot, BotError
from runtime.embedding.lifespan import Lifespan


class Mounted:
    """An application with a bot below a path; made by `mount`."""

    def __init__(self, app: App, path: str, bot: AsyncBot) -> None:
        self._app, self._path, self._bot = app, path, bot

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await Lifespan(self._bot, self._app)(scope, receive, send)
            return
        root, path = _split(scope)
        if path == self._path and scope["type"] == "http":
            await _to_folder(scope, root + path, send)
        elif path.startswith(f"{self._path}/"):
            below = {**scope, "root_path": root + self._path, "path": root + path}
            await self._bot(below, receive, send)
        else:
            await self._app(scope, receive, send)


def mount(app: App, path: str, bot: AsyncBot) -> Mounted:
    """Return the application with a bot below `path`, which starts and stops with it.

    `app = mount(app, "/bantuan", AsyncBot("kopi.json", "flowc.toml"))`. Do it last: what comes back is no
    longer an object of your framework. Several bots: mount one after the other, each with its own store.

    Raises:
        BotError: the path does not begin with `/`, or ends with one.
    """
    if not path.startswith("/") or path.endswith("/"):
        raise BotError(f"mount: a path such as `/bantuan`, not `{path}`")
    return Mounted(app, path, bot)


def _split(scope: Scope) -> tuple[str, str]:
    """Return the path that the application itself is below, and the rest; not every server repeats it."""
    root, path = scope.get("root_path", ""), scope.get("path", "")
    if root and (path == root or path.startswith(f"{root}/")):
        return root, path[len(root) :]
    return root, path


async def _to_folder(scope: Scope, path: str, send: Send) -> None:
    """Send a browser to the path with a `/`: the page's own addresses are relative to it."""
    query = scope.get("query_string", b"")
    target = path.encode("ascii", "ignore") + b"/" + (b"?" + query if query else b"")
    headers = [(b"location", target), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
