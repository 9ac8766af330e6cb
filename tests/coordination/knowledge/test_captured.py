"""Whoever changes what the countries agree on, and however, it is told; a country's answer with the country's hand."""

from types import SimpleNamespace

import pytest

from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.plan.models import Operation
from tests import database
from tests.factories.knowledge import (
    answered,
    circulated,
    minutes_answered,
    minutes_of,
    offer_stepped,
    under_way,
    validated,
)
from tests.factories.people import make_cast

TEXTS = {
    "KnowledgeItem": "text",
    "KnowledgeVoice": "words",
    "SupportOffer": "text",
    "OfferReceipt": "words",
    "Minutes": "text",
    "MinutesVoice": "words",
    "Decision": "text",
    "AgendaItem": "title",
}


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def told(verb: str, kind: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=f"coordination.{kind}").order_by("at"))


def fill(people: SimpleNamespace) -> None:
    answered(people.coordinator_vn, validated(people), "noted", "an objection")
    offer_stepped(people.coordinator_kh, under_way(people), "confirm", "it came")
    meeting = circulated(people.desk_communication)
    minutes_answered(people.coordinator_vn, meeting, "noted", "an objection")
    assert minutes_of(people.director, meeting)


def test_each_table_tells_what_is_added_changed_and_removed(people: SimpleNamespace, committed: str) -> None:
    fill(people)
    voice = told(ADDED, "KnowledgeVoice")[-1]
    assert (voice.actor_id, voice.organisation_id) == (people.coordinator_vn.pk, people.coordinator_vn.organisation_id)
    with database.owner(committed) as owner:
        for kind, column in TEXTS.items():
            owner.execute(f"UPDATE coordination_{kind.lower()} SET {column} = 'a canary'")
        for kind in TEXTS:
            if "Voice" in kind or kind == "AgendaItem":
                owner.execute(f"DELETE FROM coordination_{kind.lower()}")
    for kind, column in TEXTS.items():
        assert told(ADDED, kind), kind
        assert told(CHANGED, kind)[-1].details["columns"] == [column], kind
    assert told(REMOVED, "KnowledgeVoice")[-1].channel == "database role"
    assert "canary" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
