"""People with an address, and what left for them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from types import SimpleNamespace

import pytest
from django.core import mail as sent

from coordination.alerts.models import SYSTEM, Alert, Mail
from operation.access.context import as_system
from operation.people.models import User

NOON = datetime(2024, 11, 12, 12, 0, tzinfo=UTC)
"""A Tuesday."""


@pytest.fixture
def reader(cast: SimpleNamespace) -> User:
    """Myanmar's coordinator, half an hour off the others, who has an address."""
    user: User = cast.coordinator_mm
    User.objects.filter(pk=user.pk).update(email="reader@example.org", time_zone="Asia/Yangon", language="en")
    user.refresh_from_db()
    return user


@pytest.fixture(autouse=True)
def no_mail_before() -> Iterator[None]:
    sent.outbox = []
    yield


def told(user: User) -> list[Alert]:
    with as_system(SYSTEM):
        return list(Alert.objects.filter(user=user).order_by("made_at", "pk"))


def mails() -> list[Mail]:
    with as_system(SYSTEM):
        return list(Mail.objects.order_by("pk"))


def text_of(message: Message) -> str:
    """All of a mail as its reader sees it: headers decoded, body decoded."""
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), body.decode()])
