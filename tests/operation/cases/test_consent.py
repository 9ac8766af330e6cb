"""The consent log: what is in force follows from what was given and taken back, in whatever order it was logged."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.consent.actions import ConsentDraft, log_consent, withdraw_consent
from operation.cases.consent.models import ConsentEntry, Purpose
from operation.cases.consent.selectors import in_force, log_of
from operation.cases.drafts import RecordDraft
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = date(2024, 10, 1)


@pytest.fixture
def laborer(cast: SimpleNamespace, as_: As) -> Any:
    """A presumed victim of Thailand."""
    with as_(cast.officer_th):
        found = log("rescued-laborers", cast.officer_th, language="Mandarin")
        found = step(found, "screen", cast.officer_th, date(2024, 9, 11))
        return step(found, "presume", cast.officer_th, date(2024, 9, 12))


def give(record: Any, by: User, on: date = DAY, purpose: str = Purpose.REFERRAL) -> ConsentEntry:
    return log_consent(principal=principal_of(by), record=record, draft=ConsentDraft(purpose, on, "the shelter"))


def withdraw(record: Any, by: User, entry: ConsentEntry, on: date) -> None:
    withdraw_consent(principal=principal_of(by), record=record, entry=entry, on=on)


def consent_day(record: Any) -> date | None:
    found: date | None = RescuedLaborer.objects.get(pk=record.pk).consent_on
    return found


def test_a_referral_needs_a_consent_in_force(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="log it first"):
            step(laborer, "refer", cast.officer_th, DAY)
        entry = give(laborer, cast.officer_th)
        withdraw(laborer, cast.officer_th, entry, DAY + timedelta(days=1))
        with pytest.raises(Refused, match="log it first"):
            step(laborer, "refer", cast.officer_th, DAY + timedelta(days=2))
        give(laborer, cast.officer_th, DAY + timedelta(days=2))
        assert step(laborer, "refer", cast.officer_th, DAY + timedelta(days=2)).status == "referred"


def test_another_purpose_does_not_do(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th):
        give(laborer, cast.officer_th, purpose=Purpose.STATEMENT)
        with pytest.raises(Refused, match="log it first"):
            step(laborer, "refer", cast.officer_th, DAY)


def test_one_that_comes_with_the_step_is_logged_once(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th):
        step(laborer, "refer", cast.officer_th, DAY, consent_on=DAY, referred_to="the shelter")
        (entry,) = log_of(principal_of(cast.officer_th), laborer)
        assert (entry.purpose, entry.on, entry.recipient) == ("referral", DAY, "the shelter")
        assert (entry.language, entry.taken_by) == ("Mandarin", cast.officer_th)
        current = RescuedLaborer.objects.get(pk=laborer.pk)
        step(current, "identify", cast.officer_th, DAY + timedelta(days=9))
        assert ConsentEntry.objects.count() == 1
    assert AuditEntry.objects.filter(verb="logged consent", target_id=laborer.pk).count() == 1


def test_a_consent_after_the_referral_is_refused(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="after the referral"):
        step(laborer, "refer", cast.officer_th, DAY, consent_on=DAY + timedelta(days=1))


def test_after_a_withdrawal_only_a_later_consent_counts(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    later = DAY + timedelta(days=5)
    with as_(cast.officer_th):
        withdraw(laborer, cast.officer_th, give(laborer, cast.officer_th), later)
        with pytest.raises(Refused, match="withdrawn on 6 October 2024"):
            give(laborer, cast.officer_th, DAY + timedelta(days=1))
        with pytest.raises(Refused, match="withdrawn on 6 October 2024"):
            step(laborer, "refer", cast.officer_th, later, consent_on=DAY)
        assert consent_day(laborer) is None


def test_contact_with_the_consulate_needs_its_own(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    draft = RecordDraft({"consular_on": DAY})
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="contact with the consulate was in force"):
            amend_records(principal=principal, records=[laborer], drafts=[draft], versions=[laborer.version])
        with pytest.raises(Refused, match="contact with the consulate was in force"):
            log("rescued-laborers", cast.officer_th, consular_on=DAY)
        give(laborer, cast.officer_th, DAY + timedelta(days=1), Purpose.CONSULAR)
        with pytest.raises(Refused, match="contact with the consulate was in force"):
            amend_records(principal=principal, records=[laborer], drafts=[draft], versions=[laborer.version])
        give(laborer, cast.officer_th, DAY, Purpose.CONSULAR)
        amend_records(principal=principal, records=[laborer], drafts=[draft], versions=[laborer.version])


def test_what_cannot_be_is_refused(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="in the future"):
            give(laborer, cast.officer_th, date(2199, 1, 1))
        entry = give(laborer, cast.officer_th)
        with pytest.raises(Refused, match="before the consent was given"):
            withdraw(laborer, cast.officer_th, entry, DAY - timedelta(days=1))
        withdraw(laborer, cast.officer_th, entry, DAY)
        with pytest.raises(Refused, match="withdrawn already"):
            withdraw(laborer, cast.officer_th, entry, DAY)


@pytest.mark.parametrize("who", ["officer_kh", "protection_kh", "director", "dpo", "stranger"])
def test_only_the_originator_logs_and_reads(cast: SimpleNamespace, as_: As, laborer: Any, who: str) -> None:
    with as_(cast.officer_th):
        entry = give(laborer, cast.officer_th)
    user = getattr(cast, who)
    with as_(user):
        assert log_of(principal_of(user), laborer) == []
        assert ConsentEntry.objects.count() == 0
        for act in (lambda: give(laborer, user), lambda: withdraw(laborer, user, entry, DAY)):
            with pytest.raises(NotAllowed):
                act()


def test_the_log_is_added_to_and_nothing_else(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.officer_th):
        give(laborer, cast.officer_th)
        for change in (ConsentEntry.objects.all().delete, lambda: ConsentEntry.objects.update(on=DAY)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


DAYS = st.integers(0, 8).map(lambda number: DAY + timedelta(days=number))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), DAYS, st.integers(0, 3)), max_size=8))
def test_any_sequence_leaves_what_a_plain_account_says(
    cast: SimpleNamespace, as_: As, laborer: Any, acts: list[tuple[bool, date, int]]
) -> None:
    """The account: pairs of days, kept beside the log; refusals change neither."""
    account: list[list[date | None]] = []
    with transaction.atomic(), as_(cast.officer_th):
        entries: list[ConsentEntry] = []
        for is_given, on, which in acts:
            try:
                with transaction.atomic():
                    if is_given:
                        entries.append(give(laborer, cast.officer_th, on))
                        account.append([on, None])
                    elif which < len(entries):
                        withdraw(laborer, cast.officer_th, entries[which], on)
                        account[which][1] = on
            except Refused:
                continue
        living = [begin for begin, end in account if end is None]
        assert consent_day(laborer) == max(living, default=None)  # type: ignore[type-var]
        for number in range(9):
            day = DAY + timedelta(days=number)
            expected = len([1 for begin, end in account if begin <= day and (end is None or end > day)])  # type: ignore[operator]
            assert in_force([laborer.pk], Purpose.REFERRAL, day).count() == expected
        transaction.set_rollback(True)


def test_the_pages(cast: SimpleNamespace, client_of: ClientOf, laborer: Any) -> None:
    client = client_of(cast.officer_th)
    base = f"/records/rescued-laborers/{laborer.pk}/"
    assert "None logged" in client.get(base).content.decode()
    assert 'value="Mandarin"' in client.get(f"{base}consent/new/").content.decode()
    data = {"purpose": "family", "on_0": "2024-10-01", "on_1": "gregorian", "recipient": "his mother"}
    page = client.post(
        f"{base}consent/new/", data | {"language": "Hakka", "interpreter": "on"}, follow=True
    ).content.decode()
    for said in ("The consent is logged.", "his mother", "explained in Hakka", "with an interpreter"):
        assert said in page
    with_link = page.split('href="')
    link = next(part.split('"')[0] for part in with_link if "/withdraw/" in part.split('"')[0])
    assert "Contact with the family".lower() in client.get(link).content.decode().lower()
    after = client.post(link, {"on_0": "2024-10-02", "on_1": "gregorian"}, follow=True).content.decode()
    assert "withdrawn on 2 October 2024" in after
    assert client_of(cast.officer_kh).get(f"{base}consent/new/").status_code == 404
    assert client.post(f"{base}consent/new/", data | {"on_0": "2199-01-01"}).status_code == 400
