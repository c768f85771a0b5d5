"""Columns of a set of rows, as PostgreSQL's arrays in its binary form.

One statement takes many operations: each column of theirs is one array. The driver could find out the type of
a list by itself, but would look at every element, and a column of nothing but NULL would have another type
than one with a value, which means another prepared statement.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import psycopg
from psycopg import pq
from psycopg.adapt import Dumper
from psycopg.types.numeric import Int8BinaryDumper
from psycopg.types.string import StrBinaryDumper

_BYTES, _INT8, _TEXT = 17, 20, 25  # object ids of the elements' types, fixed in PostgreSQL's catalogue
_BYTES_ARRAY, _INT8_ARRAY, _TEXT_ARRAY = 1001, 1016, 1009
_NULL = struct.pack("!i", -1)


class Ints(tuple[int | None, ...]):
    """A column of int8."""


class Texts(tuple[str | None, ...]):
    """A column of text."""


class Blobs(tuple[bytes, ...]):
    """A column of bytea."""


def _array(oid: int, elements: Sequence[bytes | None]) -> bytes:
    parts = [struct.pack("!iiIii", 1, 1, oid, len(elements), 1)]
    for element in elements:
        if element is None:
            parts.append(_NULL)
        else:
            parts.append(struct.pack("!i", len(element)))
            parts.append(element)
    return b"".join(parts)


class _IntsDumper(Dumper):
    format = pq.Format.BINARY
    oid = _INT8_ARRAY

    def dump(self, obj: Ints) -> bytes:
        return _array(_INT8, [None if one is None else struct.pack("!q", one) for one in obj])


class _TextsDumper(Dumper):
    format = pq.Format.BINARY
    oid = _TEXT_ARRAY

    def dump(self, obj: Texts) -> bytes:
        return _array(_TEXT, [None if one is None else one.encode() for one in obj])


class _BlobsDumper(Dumper):
    format = pq.Format.BINARY
    oid = _BYTES_ARRAY

    def dump(self, obj: Blobs) -> bytes:
        return _array(_BYTES, obj)


class _TextDumper(StrBinaryDumper):
    oid = _TEXT


def use(connection: psycopg.Connection) -> None:
    """Let a connection take these, and have one type for every int and every str."""
    adapters = connection.adapters
    adapters.register_dumper(Ints, _IntsDumper)
    adapters.register_dumper(Texts, _TextsDumper)
    adapters.register_dumper(Blobs, _BlobsDumper)
    adapters.register_dumper(int, Int8BinaryDumper)
    adapters.register_dumper(str, _TextDumper)
