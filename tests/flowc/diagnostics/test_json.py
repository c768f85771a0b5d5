"""The JSON format: what editors and scripts may rely on."""

from __future__ import annotations

import json

from flowc.diagnostics.model import Diagnostic, Fix, Label, Severity, Text, said
from flowc.diagnostics.render import json as renderer
from flowc.diagnostics.render.report import Look, Report
from flowc.source.span import Span

FULL = Diagnostic(
    code="FC301",
    name="unknown-slot",
    severity=Severity.ERROR,
    message=Text("there is no slot `order`", "tidak ada slot `order`"),
    primary=Label(Span("lacak.yaml", 0, 4, 0, 9), Text("not declared", "belum dideklarasikan")),
    secondary=(Label(Span("slot.yaml", 2, 0, 3, 1), Text("slots are here", "slot ada di sini")),),
    why=Text("why", "mengapa"),
    witness=(said("customer", "halo"),),
    help=Text("write `order_id`", "tulis `order_id`"),
    fixes=(Fix(Text("rename", "ganti"), Span("lacak.yaml", 0, 4, 0, 9), "order_id", True),),
)


def test_every_part_is_there_in_both_languages_with_places_from_one() -> None:
    report = Report("toko", (FULL,), {"lacak.yaml": "say: halo"}, left_out=2, allowed=1)
    assert json.loads(renderer.render((report,), Look())) == {
        "format": 1,
        "bots": [
            {
                "folder": "toko",
                "errors": 1,
                "warnings": 0,
                "left_out": 2,
                "allowed": 1,
                "problems": [
                    {
                        "code": "FC301",
                        "name": "unknown-slot",
                        "severity": "error",
                        "message": {"en": "there is no slot `order`", "id": "tidak ada slot `order`"},
                        "place": {
                            "file": "lacak.yaml",
                            "start": {"line": 1, "column": 5},
                            "end": {"line": 1, "column": 10},
                        },
                        "label": {"en": "not declared", "id": "belum dideklarasikan"},
                        "related": [
                            {
                                "place": {
                                    "file": "slot.yaml",
                                    "start": {"line": 3, "column": 1},
                                    "end": {"line": 4, "column": 2},
                                },
                                "label": {"en": "slots are here", "id": "slot ada di sini"},
                            }
                        ],
                        "why": {"en": "why", "id": "mengapa"},
                        "witness": [{"who": "customer", "text": {"en": "halo", "id": "halo"}, "place": None}],
                        "help": {"en": "write `order_id`", "id": "tulis `order_id`"},
                        "fixes": [
                            {
                                "title": {"en": "rename", "id": "ganti"},
                                "place": {
                                    "file": "lacak.yaml",
                                    "start": {"line": 1, "column": 5},
                                    "end": {"line": 1, "column": 10},
                                },
                                "replacement": "order_id",
                                "safe": True,
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_a_clean_bot_is_an_empty_list() -> None:
    document = json.loads(renderer.render((Report("toko", ()),), Look()))
    counts = {"errors": 0, "warnings": 0, "left_out": 0, "allowed": 0}
    assert document["bots"] == [{"folder": "toko", **counts, "problems": []}]


def test_a_file_name_that_is_no_unicode_can_still_be_printed() -> None:
    odd = Report(
        "",
        (Diagnostic("FC001", "x", Severity.ERROR, FULL.message, Label(Span("\udcff.yaml"), FULL.message)),),
    )
    assert renderer.render((odd,), Look()).encode()
