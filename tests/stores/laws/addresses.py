"""Customers' addresses: one thread for one customer, whatever a messenger calls him from time to time."""

from __future__ import annotations

from runtime.stores.base import Store
from runtime.stores.rows import Addresses
from tests.stores.laws.setting import Law

ID, OTHER_ID = "wa:1:ID.1", "wa:1:ID.2"
PHONE, OTHER_PHONE = "wa:1:62811", "wa:1:62822"


async def a_thread_is_named_by_the_stronger_address(one: Store, other: Store) -> None:
    assert await one.thread_of(Addresses(ID, PHONE)) == ID
    assert await other.thread_of(Addresses(own=ID)) == ID
    assert await other.thread_of(Addresses(lent=PHONE)) == ID
    assert await one.thread_of(Addresses(lent=OTHER_PHONE)) == OTHER_PHONE


async def who_was_known_by_number_stays_who_he_is(one: Store, other: Store) -> None:
    assert await one.thread_of(Addresses(lent=PHONE)) == PHONE
    assert await other.thread_of(Addresses(ID, PHONE)) == PHONE
    assert await one.thread_of(Addresses(own=ID)) == PHONE


async def a_number_that_somebody_else_has_now_begins_anew(one: Store, other: Store) -> None:
    await one.thread_of(Addresses(ID, PHONE))
    assert await other.thread_of(Addresses(OTHER_ID, PHONE)) == OTHER_ID
    assert await one.thread_of(Addresses(lent=PHONE)) == OTHER_ID
    assert await one.thread_of(Addresses(own=ID)) == ID


async def who_moves_keeps_the_thread_and_leaves_the_number(one: Store, other: Store) -> None:
    await one.thread_of(Addresses(ID, PHONE))
    assert await one.readdress(Addresses(ID, PHONE), Addresses(OTHER_ID, OTHER_PHONE))
    assert await other.readdress(Addresses(ID, PHONE), Addresses(OTHER_ID, OTHER_PHONE))
    assert await other.thread_of(Addresses(own=OTHER_ID)) == ID
    assert await other.reached(ID) == OTHER_PHONE
    assert await one.thread_of(Addresses(lent=PHONE)) == PHONE


async def a_move_of_nobody_changes_nothing(one: Store, other: Store) -> None:
    assert not await one.readdress(Addresses(ID, PHONE), Addresses(OTHER_ID))
    await one.thread_of(Addresses(own=ID))
    await one.thread_of(Addresses(own=OTHER_ID))
    assert not await other.readdress(Addresses(own=ID), Addresses(own=OTHER_ID))
    assert await other.thread_of(Addresses(own=OTHER_ID)) == OTHER_ID


async def a_customer_is_written_to_where_he_was_seen(one: Store, other: Store) -> None:
    assert await one.reached(ID) is None
    await one.thread_of(Addresses(own=ID))
    assert await other.reached(ID) == ID
    await one.thread_of(Addresses(ID, PHONE))
    assert await other.reached(ID) == PHONE
    await one.thread_of(Addresses(own=ID))  # hidden again, but still his
    assert await other.reached(ID) == PHONE


async def asking_who_is_known_makes_nobody_known(one: Store, other: Store) -> None:
    assert await one.known_at(PHONE) is None
    assert await one.known_at(PHONE) is None
    await one.thread_of(Addresses(ID, PHONE))
    assert await other.known_at(PHONE) == await other.known_at(ID) == ID


async def erasing_a_thread_forgets_its_addresses(one: Store, other: Store) -> None:
    await one.thread_of(Addresses(ID, PHONE))
    assert await other.erase(ID)
    assert await one.reached(ID) is None
    assert await one.thread_of(Addresses(OTHER_ID, PHONE)) == OTHER_ID


LAWS: tuple[Law, ...] = (
    a_thread_is_named_by_the_stronger_address,
    who_was_known_by_number_stays_who_he_is,
    a_number_that_somebody_else_has_now_begins_anew,
    who_moves_keeps_the_thread_and_leaves_the_number,
    a_move_of_nobody_changes_nothing,
    a_customer_is_written_to_where_he_was_seen,
    asking_who_is_known_makes_nobody_known,
    erasing_a_thread_forgets_its_addresses,
)
