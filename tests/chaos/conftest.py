"""Where the tests keep data: on both stores, or on a PostgreSQL server of their own, which they may stop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Need
from tests.stores.cluster import Cluster, NoServerError, own_cluster
from tests.stores.database import Place
from tests.stores.kept import Database, File, Kept


@pytest.fixture(scope="module")
def cluster(need: Need) -> Iterator[Cluster]:
    try:
        with own_cluster() as cluster:
            yield cluster
    except NoServerError as error:
        need(str(error))


@pytest.fixture(params=("sqlite", "postgres"))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Where servers keep the data: a test that asks for it runs on both stores."""
    if request.param == "sqlite":
        return File(tmp_path / "flowc.db")
    return Database(request.getfixturevalue("postgres"))


@pytest.fixture
def place(cluster: Cluster) -> Iterator[Place]:
    place = Place(cluster.url)
    place.make()
    yield place
    place.remove()
