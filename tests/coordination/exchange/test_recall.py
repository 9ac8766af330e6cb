"""Recall and regrade of a report reach every recipient, without a reason, and it is known who had read it."""

from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.cases.marking import Marking
from operation.cases.notices import NoticeKind, SharingNotice
from operation.cases.readers import readings
from operation.cases.sharing import recall_records, regrade_records
from operation.people.selectors import principal_of
from tests.coordination.exchange.conftest import SECRET, SLUG, As, ClientOf, Share

REASON = "the source was wrong"
RECIPIENTS = ("vn-mps", "kh-moi", "lmlecc")
READERS = ("officer_vn", "officer_kh", "desk_information")


@pytest.fixture
def sent(report: Any, share: Share) -> Any:
    return share(report, *RECIPIENTS)


def changes(cast: SimpleNamespace, as_: As) -> dict[str, list[str]]:
    """What each recipient is told of changes, by reader; outsiders are asked too."""
    found = {}
    for who in (*READERS, "officer_la", "observer_unodc"):
        with as_(getattr(cast, who)):
            told = SharingNotice.objects.visible_to(principal_of(getattr(cast, who))).unseen()
            found[who] = list(told.exclude(kind=NoticeKind.RELEASED).values_list("kind", flat=True))
    return found


def test_a_recall_reaches_every_recipient(cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any) -> None:
    client_of(cast.officer_vn).get(f"/records/{SLUG}/{sent.pk}/")
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[sent], reason=REASON)
    expected = {who: ["recalled"] for who in READERS} | {"officer_la": [], "observer_unodc": []}
    assert changes(cast, as_) == expected
    for who in READERS:
        client = client_of(getattr(cast, who))
        page = client.get("/records/notices/").content.decode()
        assert sent.reference in page
        assert REASON not in page
        assert SECRET not in page
        assert client.get(f"/records/{SLUG}/{sent.pk}/").status_code == 404


def test_a_new_marking_reaches_every_recipient_and_red_ends_all(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any
) -> None:
    for marking, still in ((Marking("amber", "H2"), 200), (Marking("red", "H2"), 404)):
        with as_(cast.coordinator_th):
            now = type(sent).objects.get(pk=sent.pk)
            principal, versions = principal_of(cast.coordinator_th), [now.version]
            regrade_records(principal=principal, records=[now], versions=versions, marking=marking, reason=REASON)
        assert {who: told for who, told in changes(cast, as_).items() if told} == {who: ["regraded"] for who in READERS}
        for who in READERS:
            assert client_of(getattr(cast, who)).get(f"/api/v1/{SLUG}/{sent.pk}/").status_code == still
    assert AuditEntry.objects.filter(verb="regraded", target_id=sent.pk).count() == 2


def test_the_originator_knows_who_had_read_it(cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any) -> None:
    client_of(cast.officer_vn).get(f"/records/{SLUG}/{sent.pk}/")
    client_of(cast.coordinator_vn).get(f"/api/v1/{SLUG}/{sent.pk}/")
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        recall_records(principal=principal, records=[sent], reason=REASON)
        [line] = readings(sent, principal)
    assert line.startswith(f"{cast.officer_vn.organisation.short_name}: read 2 times")
    page = client_of(cast.supervisor_th).get(f"/records/{SLUG}/{sent.pk}/readings/").content.decode()
    assert cast.officer_vn.organisation.short_name in page
    assert cast.officer_kh.organisation.short_name not in page
