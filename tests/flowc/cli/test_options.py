"""Options mean the same in every command."""

from __future__ import annotations

import pytest

from flowc.cli.options import default_language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "idaho"}, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID"}, "id"),
        ({"FLOWC_LANGUAGE": "id", "LANG": "en_US.UTF-8"}, "id"),
        ({"FLOWC_LANGUAGE": "en", "LANG": "id_ID.UTF-8"}, "en"),
        ({"FLOWC_LANGUAGE": "xx", "LANG": "id_ID.UTF-8"}, "id"),
    ],
)
def test_the_language_is_the_readers(environment: dict[str, str], expected: str) -> None:
    assert default_language(environment) == expected
