"""A bot in a Flask application, without `async`: it runs in a thread beside the requests.

    flowc build examples/kopi-pagi -o kopi.json
    flask --app examples.embed_flask_sync.app:make_app run

A server that forks its workers must make the application in each of them, which is what they do unless told
to preload it.
"""

from __future__ import annotations

import os

from flask import Flask, Response, jsonify, request

from runtime import Bot, Refused, record_json


def cek_pesanan(order_id: str) -> dict[str, str]:
    return {"status": "sedang disangrai"}


def make_app() -> Flask:
    bot = Bot(os.environ.get("BOT", "kopi.json"), callables={"cek_pesanan": cek_pesanan})
    bot.start()  # ends with the process: what was taken is kept, and done at the next start
    app = Flask(__name__)

    @app.post("/pelanggan/<customer>")
    def write(customer: str) -> Response:
        said = bot.write(customer, request.json["text"], id=request.json["id"])
        return jsonify([message.text for message in said])

    @app.get("/serah-terima")
    def handovers() -> Response:
        return jsonify([record_json(record) for record in bot.handovers("queued")])

    @app.errorhandler(Refused)
    def refused(error: Refused) -> tuple[Response, int]:
        return jsonify(error=error.why), error.status

    return app
