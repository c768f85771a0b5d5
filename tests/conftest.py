"""What every test may ask for: whether to bless, and what to do where something is missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NoReturn

import pytest

from tests.stores.cluster import NoServerError
from tests.stores.database import Place, database

Need = Callable[[str], NoReturn]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless",
        action="store_true",
        help="rewrite the expected files (stderr.txt, golden artifacts) from what the compiler says now",
    )

    parser.addoption("--scale", type=int, help="how many times as long as in CI the long tests are (1)")
    parser.addoption("--seed", type=int, help="repeat the long tests' run that said so")


def pytest_configure(config: pytest.Config) -> None:
    for name in ("scale", "seed"):
        if (given := config.getoption(f"--{name}")) is not None:
            os.environ[f"FLOWC_{name.upper()}"] = str(given)
    os.environ["FLOWC_CACHE"] = ""  # tests see what the compiler says now, and leave nothing in a home folder
    if config.getoption("--bless") and os.environ.get("CI"):
        raise pytest.UsageError("--bless is for a person who reads the difference afterwards, never for CI")


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written instead of compared."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def need() -> Need:
    """Return a function to call where a browser, a database or a network is missing.

    It skips the test with the given reason; where FLOWC_REQUIRE_ALL=1 (CI) it fails instead, so that nothing
    goes untested for ever without anybody noticing.
    """

    def missing(reason: str) -> NoReturn:
        if os.environ.get("FLOWC_REQUIRE_ALL") == "1":
            pytest.fail(f"{reason} (FLOWC_REQUIRE_ALL=1 allows no skip)")
        pytest.skip(reason)

    return missing


@pytest.fixture(scope="session")
def _postgres(need: Need) -> Iterator[Place]:
    with ExitStack() as stack:
        try:
            place = Place(stack.enter_context(database()))
        except NoServerError as error:
            need(str(error))
        place.make()
        stack.callback(place.remove)
        yield place


@pytest.fixture
def postgres(_postgres: Place) -> Place:
    """Return a place in a PostgreSQL database, with the store's tables and nothing in them."""
    _postgres.empty()
    return _postgres
