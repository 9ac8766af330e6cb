"""Two records become one and two again: nothing is lost, nothing counts twice, and undoing gives back what was."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.access.context import acting_as, as_system
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records, verify_records
from operation.cases.deletion.actions import DELETION
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.facts import CaseFact
from operation.cases.merging.actions import combine_records, separate_records
from operation.cases.merging.models import Combination
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect, SuspectIdentifier, SuspectName
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PHONE, CARD = IdentifierDraft("phone", "081 234 5678"), IdentifierDraft("passport", "AB1234567")


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(user: User, key: Any) -> dict[str, Any]:
    """What is known of a suspect, in use or not, but for what every write changes."""
    with acting_as(principal_of(user), channel="test"), as_system(DELETION):
        found = Suspect.objects.filter(pk=key).values().get()
        names = SuspectName.objects.filter(record_id=key).order_by("id").values("id", "text", "is_primary", "folded")
        numbers = SuspectIdentifier.objects.filter(record_id=key).order_by("id").values("id", "normalised")
        written = ("version", "changed_at", "changed_by_id")
        return {name: value for name, value in found.items() if name not in written} | {
            "names": list(names),
            "identifiers": list(numbers),
        }


def combine(user: User, kept: Any, other: Any, reason: str = "the same passport") -> Combination:
    with acting_as(principal_of(user), channel="test"):
        kept, other = Suspect.objects.get(pk=kept.pk), Suspect.objects.get(pk=other.pk)
        return combine_records(principal=principal_of(user), kept=kept, other=other, reason=reason)


def separate(user: User, kept: Any, combination: Combination) -> Any:
    with acting_as(principal_of(user), channel="test"):
        kept = Suspect.objects.get(pk=kept.pk)
        return separate_records(principal=principal_of(user), kept=kept, combination=combination)


@pytest.fixture
def two(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        first = log("suspects", cast.officer_th, names=(NameDraft("อนันต์"),), identifiers=(PHONE,))
        second = log(
            "suspects", cast.officer_th, names=(NameDraft("阿南"), NameDraft("อนันต์")), identifiers=(PHONE, CARD)
        )
    return first, second


def test_the_kept_one_takes_over_and_the_other_leaves(cast: SimpleNamespace, client_of: ClientOf, two: Any) -> None:
    kept, other = two
    combine(cast.coordinator_th, kept, other)
    thai = client_of(cast.coordinator_th)
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        assert [name.text for name in kept.names.all()] == ["อนันต์", "阿南"]
        assert [one.normalised for one in kept.identifiers.all()] == ["+66812345678", "AB1234567"]
        assert list(Suspect.objects.values_list("pk", flat=True)) == [kept.pk]
        assert not CaseFact.objects.filter(record_id=other.pk).exists(), "it counts once"
    assert other.reference not in told(thai.get("/records/suspects/"))
    page = told(thai.get(f"/records/suspects/{kept.pk}/"))
    assert f"{other.reference} is part of it" in page
    assert "the same passport" in page
    assert [one.details["with_"] for one in AuditEntry.objects.filter(verb="combined")] == [other.reference]


def test_the_others_address_leads_to_the_kept_one(cast: SimpleNamespace, client_of: ClientOf, two: Any) -> None:
    kept, other = two
    combine(cast.coordinator_th, kept, other)
    answer = client_of(cast.officer_th).get(f"/records/suspects/{other.pk}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/records/suspects/{kept.pk}/"
    assert client_of(cast.coordinator_kh).get(f"/records/suspects/{other.pk}/").status_code == 404


def test_undoing_gives_back_both_as_they_were(cast: SimpleNamespace, as_: As, client_of: ClientOf, two: Any) -> None:
    kept, other = two
    with as_(cast.supervisor_th):
        verify_records(principal=principal_of(cast.supervisor_th), records=[Suspect.objects.get(pk=kept.pk)])
    before = [rows(cast.coordinator_th, one.pk) for one in two]
    combination = combine(cast.coordinator_th, kept, other)
    assert rows(cast.coordinator_th, kept.pk) != before[0]
    separate(cast.coordinator_th, kept, combination)
    assert [rows(cast.coordinator_th, one.pk) for one in two] == before
    assert other.reference in told(client_of(cast.officer_th).get("/records/suspects/"))
    with as_(cast.coordinator_th):
        assert CaseFact.objects.filter(record_id=other.pk).exists()
    assert AuditEntry.objects.filter(verb="separated").count() == 1


def test_what_was_changed_meanwhile_stays(cast: SimpleNamespace, as_: As, two: Any) -> None:
    kept, other = two
    combination = combine(cast.coordinator_th, kept, other)
    with as_(cast.officer_th):
        present = Suspect.objects.get(pk=kept.pk)
        names = (NameDraft("阿南"), NameDraft("อนันต์"), NameDraft("Anan"))
        draft = RecordDraft({"place_name": "x"}, names, (PHONE, CARD, IdentifierDraft("handle", "@anan")))
        amend_records(
            principal=principal_of(cast.officer_th), records=[present], drafts=[draft], versions=[present.version]
        )
    separate(cast.coordinator_th, kept, combination)
    with as_(cast.officer_th):
        assert [name.text for name in kept.names.all()] == ["阿南", "อนันต์", "Anan"], (
            "what was made the first name stays"
        )
        assert [one.text for one in kept.identifiers.all()] == ["081 234 5678", "@anan"]
        assert Suspect.objects.get(pk=kept.pk).verification == "unverified"


def test_what_pointed_to_the_other_points_to_the_kept_one(cast: SimpleNamespace, as_: As) -> None:
    officer = cast.officer_th
    with as_(officer):
        kept, other = log("syndicates", officer), log("syndicates", officer)
        member = log("suspects", officer, syndicate=other)
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        combination = combine_records(principal=principal, kept=kept, other=other, reason="one group")
        assert Suspect.objects.get(pk=member.pk).syndicate_id == kept.pk
        kept.refresh_from_db()
        separate_records(principal=principal, kept=kept, combination=combination)
        assert Suspect.objects.get(pk=member.pk).syndicate_id == other.pk


def test_who_may_not_is_refused(cast: SimpleNamespace, as_: As, two: Any, release: Any) -> None:
    kept, other = two
    with as_(cast.officer_kh):
        foreign = log("suspects", cast.officer_kh)
    for who in (cast.protection_th, cast.coordinator_kh):
        with as_(who), pytest.raises(NotAllowed):
            combine_records(principal=principal_of(who), kept=kept, other=other, reason="x")
    combination = combine(cast.coordinator_th, kept, other)
    with as_(cast.officer_th), pytest.raises(NotAllowed):
        present = Suspect.objects.get(pk=kept.pk)
        separate_records(principal=principal_of(cast.officer_th), kept=present, combination=combination)
    with as_(cast.coordinator_kh):
        assert Combination.objects.count() == 0
    assert foreign.pk


def test_what_cannot_be_is_refused(cast: SimpleNamespace, as_: As, two: Any) -> None:
    kept, other = two
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th)
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        for pair, reason in (((kept, kept), "x"), ((kept, group), "x"), ((kept, other), " ")):
            with pytest.raises(Refused):
                combine_records(principal=principal, kept=pair[0], other=pair[1], reason=reason)
    combination = combine(cast.coordinator_th, kept, other)
    with as_(cast.coordinator_th), pytest.raises((Conflict, Refused)):
        combine_records(principal=principal, kept=kept, other=other, reason="again")
    separate(cast.coordinator_th, kept, combination)
    with pytest.raises(Refused, match="cannot be undone any more"):
        separate(cast.coordinator_th, kept, combination)


def test_one_given_back_from_the_deleted_ones_is_a_record_of_its_own(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, two: Any
) -> None:
    kept, other = two
    combine(cast.coordinator_th, kept, other)
    thai = client_of(cast.coordinator_th)
    assert thai.post("/records/suspects/deleted/", {"id": str(other.pk)}).status_code == 302
    assert f"{other.reference} is part of it" not in told(thai.get(f"/records/suspects/{kept.pk}/"))
    assert thai.get(f"/records/suspects/{other.pk}/").status_code == 200


def test_who_becomes_a_presumed_victim_leaves_no_name_in_the_other(cast: SimpleNamespace, as_: As, two: Any) -> None:
    kept, other = two
    combine(cast.coordinator_th, kept, other, "both are อนันต์")
    with as_(cast.protection_th):
        present = Suspect.objects.get(pk=kept.pk)
        principal = principal_of(cast.protection_th)
        reclassify_suspect(principal=principal, suspect=present, on=date(2024, 10, 1), words="screened")
    with as_(cast.coordinator_th), as_system(DELETION):
        assert not SuspectName.objects.exists()
        assert not Suspect.objects.filter(pk=other.pk).exists()
        assert list(Combination.objects.values_list("reason", flat=True)) == [""]


def test_the_pages_lead_there_and_back(cast: SimpleNamespace, client_of: ClientOf, two: Any) -> None:
    kept, other = two
    thai, address = client_of(cast.coordinator_th), f"/records/suspects/{kept.pk}/"
    assert f"{address}combine/" in told(thai.get(address))
    assert f'value="{other.reference}"' in told(thai.get(f"{address}combine/", {"with": other.reference}))
    for wrong in ({"other": "SG24-TH-SUS-XXXXXX", "reason": "x"}, {"other": kept.reference, "reason": "x"}, {}):
        assert thai.post(f"{address}combine/", wrong).status_code == 400
    done = thai.post(f"{address}combine/", {"other": other.reference.lower(), "reason": "same passport"}, follow=True)
    assert f"{other.reference} points at this record now" in told(done)
    seen = re.search(r'href="([^"]*/combined/[^"]+)"', told(done))
    assert seen is not None
    page = told(thai.get(seen.group(1)))
    for word in (other.reference, "阿南", "AB1234567", "Undo"):
        assert word in page
    assert "Undo" not in told(client_of(cast.officer_th).get(seen.group(1)))
    assert client_of(cast.coordinator_kh).get(seen.group(1)).status_code == 404
    undone = thai.post(seen.group(1), follow=True)
    assert "both are records of their own again" in told(undone)
    assert thai.get(seen.group(1)).status_code == 404
