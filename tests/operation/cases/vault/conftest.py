"""A rescued laborer of Thailand, and an identity whose every value is found again wherever it should not be."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.drafts import NameDraft
from operation.cases.vault.actions import open_identity, write_identity
from operation.cases.vault.identity import Document, Identity
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]

CANARY = Identity(
    names=(NameDraft("กานต์ คานารี", romanisation="Kan Canary"), NameDraft("นกน้อย", kind="nickname")),
    born=parse("1999-02-07"),
    documents=(Document("CANARYDOC77", "passport", "TH"),),
    phones=("+66812345678", "+66898765432"),
    family="Mother Canary, canary-mother@example.org",
    notes="canary-notes: scar on the left hand",
)
WORDS = (
    *("กานต์", "คานารี", "Canary", "นกน้อย", "1999-02-07"),
    *("CANARYDOC77", "+66812345678", "canary-mother", "canary-notes"),
)


@pytest.fixture
def laborer(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("rescued-laborers", cast.officer_th, citizenship="TH")


@pytest.fixture
def sealed(cast: SimpleNamespace, as_: As, laborer: Any) -> Any:
    """The same, with the identity in the vault."""
    with as_(cast.officer_th):
        write_identity(principal=principal_of(cast.officer_th), record=laborer, identity=CANARY)
    return laborer


@pytest.fixture
def opened(cast: SimpleNamespace, as_: As, sealed: Any) -> Any:
    """The same, open to Thailand's focal point."""
    with as_(cast.protection_th):
        principal = principal_of(cast.protection_th)
        open_identity(principal=principal, record=sealed, reason="safety", words="threats were made")
    return sealed


def told(text: str) -> list[str]:
    """The words of the identity that a text gives away."""
    return [word for word in WORDS if word in text]
