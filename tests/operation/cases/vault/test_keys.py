"""Sealing: what is sealed opens with its key for its record, and in no other way."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.vault.identity import Identity
from operation.cases.vault.keys import Keyring, Sealed, keyring
from operation.config.env import keys_of
from operation.kernel.errors import Refused
from tests.operation.cases.vault.conftest import CANARY, told

OLD, NEW = (bytes([number]) * 32 for number in (1, 2))


@pytest.fixture
def ring(settings: Any) -> Keyring:
    settings.VAULT_KEYS = [NEW, OLD]
    return keyring()


@given(plain=st.binary(max_size=300), record=st.uuids())
def test_what_is_sealed_opens_again(plain: bytes, record: Any) -> None:
    ring = Keyring({"a": bytes(32)})
    assert ring.unseal(ring.seal(plain, record), record) == plain


def test_an_identity_comes_back_as_it_was() -> None:
    assert Identity.from_bytes(CANARY.to_bytes()) == CANARY


def test_nothing_of_it_can_be_read_in_the_seal_or_in_a_traceback(ring: Keyring) -> None:
    sealed = ring.seal(CANARY.to_bytes(), uuid4())
    assert not told(sealed.content.decode(errors="replace"))
    assert not told(repr(CANARY))
    assert str(bytes([2])) not in repr(ring)


def test_two_seals_of_the_same_differ(ring: Keyring) -> None:
    record = uuid4()
    assert ring.seal(b"same", record).content != ring.seal(b"same", record).content


def test_the_first_key_seals_and_all_of_them_open(settings: Any, ring: Keyring) -> None:
    record = uuid4()
    settings.VAULT_KEYS = [OLD]
    old = keyring().seal(b"kept", record)
    assert ring.unseal(old, record) == b"kept"
    assert ring.seal(b"kept", record).key_id == ring.current != old.key_id


def test_it_opens_for_no_other_record(ring: Keyring) -> None:
    sealed = ring.seal(b"kept", uuid4())
    with pytest.raises(Refused, match="was changed"):
        ring.unseal(sealed, uuid4())


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_a_changed_byte_is_noticed(ring: Keyring, place: int) -> None:
    record = uuid4()
    sealed = ring.seal(b"kept", record)
    content = bytearray(sealed.content)
    content[place] ^= 1
    with pytest.raises(Refused, match="was changed"):
        ring.unseal(Sealed(sealed.key_id, bytes(content)), record)


def test_without_its_key_it_stays_closed(settings: Any, ring: Keyring) -> None:
    record = uuid4()
    sealed = ring.seal(b"kept", record)
    for left in ([OLD], []):
        settings.VAULT_KEYS = left
        with pytest.raises(Refused, match="vault is closed"):
            keyring().unseal(sealed, record)
    with pytest.raises(Refused, match="vault is closed"):
        keyring().seal(b"kept", record)


@pytest.mark.parametrize("text", ["short", "x" * 44, b64encode(bytes(31)).decode(), b64encode(bytes(33)).decode()])
def test_what_is_no_key_is_refused_without_being_told(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="VAULT_KEYS") as refused:
        keys_of("VAULT_KEYS", f"{b64encode(OLD).decode()}, {text}")
    assert text not in str(refused.value)


def test_keys_stand_in_their_order() -> None:
    assert keys_of("VAULT_KEYS", f"{b64encode(NEW).decode()}, {b64encode(OLD).decode()},") == [NEW, OLD]
    assert keys_of("VAULT_KEYS", "") == []
