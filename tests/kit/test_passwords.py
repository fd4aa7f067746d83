import unicodedata

import argon2

from helpdesk.kit import passwords


def test_a_password_is_known_again_and_another_is_not() -> None:
    stored = passwords.hash_password("blå cykel torsdag")
    assert stored.startswith("$argon2id$")
    assert passwords.is_password(stored, "blå cykel torsdag")
    assert not passwords.is_password(stored, "blå cykel fredag")
    assert not passwords.is_outdated(stored)


def test_the_same_password_is_stored_differently_each_time() -> None:
    assert passwords.hash_password("blå cykel torsdag") != passwords.hash_password("blå cykel torsdag")


def test_letters_with_rings_are_the_same_however_the_keyboard_sends_them() -> None:
    stored = passwords.hash_password(unicodedata.normalize("NFD", "blå cykel torsdag"))
    assert passwords.is_password(stored, unicodedata.normalize("NFC", "blå cykel torsdag"))


def test_without_a_stored_password_none_is_right() -> None:
    assert not passwords.is_password(None, "nobody has this password")
    assert not passwords.is_password("damaged", "blå cykel torsdag")


def test_a_password_hashed_at_another_cost_is_outdated_but_right() -> None:
    stored = argon2.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash("blå cykel torsdag")
    assert passwords.is_password(stored, "blå cykel torsdag")
    assert passwords.is_outdated(stored)
