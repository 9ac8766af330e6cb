"""How a removal is marked: who reads the words of H3, and who may mark it so that others do not read it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from coordination.removals import asking
from coordination.removals.asking import RemovalDraft
from operation.access.roles import PERMISSIONS, Role
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories import removals

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
WORDS = "canary-of-handling"
LIST, API = "/exchange/removals/", "/api/v1/removals/"


def told_to(client: Client, key: object) -> str:
    """All that the list, the page and the API say of it."""
    answers = [client.get(address) for address in (LIST, f"{LIST}{key}/", API, f"{API}{key}/")]
    assert [answer.status_code for answer in answers] == [200] * 4
    return " ".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("given", "unread", "reads"),
    [
        ({"through_lmlecc": False}, ("director", "desk_investigation"), ("officer_kh", "officer_vn")),
        ({"tlp": "amber_strict"}, ("officer_kh", "officer_vn"), ("supervisor_kh", "supervisor_vn", "director")),
    ],
)
def test_the_words_of_h3_are_for_who_reads_words(
    given: dict[str, Any],
    unread: tuple[str, ...],
    reads: tuple[str, ...],
    cast: SimpleNamespace,
    client_of: ClientOf,
) -> None:
    removal = removals.sent(cast, handling_code="H3", handling_text=WORDS, **given)
    for who in unread:
        told = told_to(client_of(getattr(cast, who)), removal.pk)
        assert removal.reference in told
        assert "Other, as its text says" in told
        assert WORDS not in told, who
    for who in reads:
        client = client_of(getattr(cast, who))
        assert WORDS in client.get(f"{LIST}{removal.pk}/").content.decode(), who
        assert client.get(f"{API}{removal.pk}/").json()["handling_text"] == WORDS, who
        assert client.get(API).json()["results"][0]["handling_text"] == WORDS, who


def test_a_removal_is_not_asked_under_a_mark_that_its_writer_would_not_read(
    cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = RemovalDraft("extradition", removals.REQUEST, tlp="amber_strict")
    monkeypatch.setitem(PERMISSIONS, "record.read_strict", frozenset({Role.COORDINATOR}))
    by = cast.supervisor_kh
    with as_(by), pytest.raises(Refused) as refusal:
        asking.ask_removal(
            principal=principal_of(by),
            operation=Operation.objects.get(code="seagull"),
            to=cast.coordinator_vn.organisation,
            draft=strict,
        )
    assert set(refusal.value.message_dict) == {"tlp"}
