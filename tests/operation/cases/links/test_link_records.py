"""Make links: by whom, between what, all or none, told at both ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from operation.audit.models import AuditEntry
from operation.cases.links.actions import LinkDetails, LinkDraft, link_records
from operation.cases.links.models import End, Link
from operation.kernel.dates import parse
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.links.conftest import LinkThem

As = Callable[[User], AbstractContextManager[None]]
Records = SimpleNamespace


def test_an_officer_links_two_records_of_his_agency(cast: SimpleNamespace, records: Records, link: LinkThem) -> None:
    made = link(cast.officer_th, "member", records.suspect, records.syndicate, role="leader", since=parse("2024-03"))
    assert (made.subject, made.object) == (End.of(records.suspect), End.of(records.syndicate))
    assert (made.role, str(made.since), made.version) == ("leader", "2024-03", 1)
    assert made.originator_id == cast.officer_th.organisation_id


def test_it_is_told_at_both_ends_without_the_other(cast: SimpleNamespace, records: Records, link: LinkThem) -> None:
    made = link(cast.officer_th, "member", records.suspect, records.given)
    told = {entry.target_id: entry.details for entry in AuditEntry.objects.filter(verb="linked")}
    details = {"link": str(made.pk), "kind": "member"}
    assert told == {records.suspect.pk: details, records.given.pk: details}


def test_one_end_may_be_what_another_country_gave(cast: SimpleNamespace, records: Records, link: LinkThem) -> None:
    assert link(cast.officer_th, "member", records.suspect, records.given).object_id == records.given.pk


def test_neither_end_of_another_country_alone(cast: SimpleNamespace, records: Records, as_: As) -> None:
    draft = LinkDraft("same", End.of(records.given), End.of(records.syndicate))
    with as_(cast.coordinator_kh), pytest.raises(ValidationError, match="not there for you"):
        link_records(principal=principal_of(cast.coordinator_kh), drafts=[draft])


def test_what_is_hidden_is_refused_as_what_is_not_there(cast: SimpleNamespace, records: Records, as_: As) -> None:
    answers = []
    for key in (records.hidden.pk, records.suspect.pk):
        draft = LinkDraft("member", End.of(records.suspect), End("SYN", key))
        with as_(cast.officer_th), pytest.raises(ValidationError) as refused:
            link_records(principal=principal_of(cast.officer_th), drafts=[draft])
        answers.append(refused.value.message_dict)
    assert answers[0] == answers[1]


def test_who_amends_neither_end_makes_none(cast: SimpleNamespace, records: Records, as_: As) -> None:
    draft = LinkDraft("member", End.of(records.suspect), End.of(records.syndicate))
    with as_(cast.protection_th), pytest.raises(NotAllowed):
        link_records(principal=principal_of(cast.protection_th), drafts=[draft])


@pytest.mark.parametrize(
    ("kind", "subject", "object_"),
    [("member", "syndicate", "suspect"), ("relative", "laborer", "suspect"), ("same", "laborer", "suspect")],
)
def test_only_what_the_table_allows(
    cast: SimpleNamespace, records: Records, as_: As, kind: str, subject: str, object_: str
) -> None:
    draft = LinkDraft(kind, End.of(getattr(records, subject)), End.of(getattr(records, object_)))
    with as_(cast.officer_th), pytest.raises(ValidationError, match="another kind of link"):
        link_records(principal=principal_of(cast.officer_th), drafts=[draft])


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (LinkDetails(role="leader"), "role"),
        (LinkDetails(since=parse("2099")), "since"),
        (LinkDetails(since=parse("2024-09"), until=parse("2024-08")), "until"),
    ],
)
def test_details_that_cannot_be(
    cast: SimpleNamespace, records: Records, as_: As, details: LinkDetails, field: str
) -> None:
    draft = LinkDraft("owns", End.of(records.suspect), End.of(records.asset), details)
    with as_(cast.officer_th), pytest.raises(ValidationError) as refused:
        link_records(principal=principal_of(cast.officer_th), drafts=[draft])
    assert set(refused.value.message_dict) == {field}


def test_all_or_none_and_each_once(cast: SimpleNamespace, records: Records, as_: As, link: LinkThem) -> None:
    there = link(cast.officer_th, "member", records.suspect, records.syndicate)
    good = LinkDraft("owns", End.of(records.suspect), End.of(records.asset))
    again = LinkDraft("member", End.of(records.suspect), End.of(records.syndicate))
    with as_(cast.officer_th):
        with pytest.raises(ValidationError):
            link_records(
                principal=principal_of(cast.officer_th),
                drafts=[good, LinkDraft("owns", End.of(records.asset), End.of(records.suspect))],
            )
        assert [one.pk for one in Link.objects.all()] == [there.pk]
        made = link_records(principal=principal_of(cast.officer_th), drafts=[good, again, good])
    assert [one.kind for one in made] == ["owns"]


def test_a_mutual_link_is_one_from_either_side(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem
) -> None:
    link(cast.officer_th, "same", records.syndicate, records.given)
    with as_(cast.officer_th):
        again = LinkDraft("same", End.of(records.given), End.of(records.syndicate))
        assert link_records(principal=principal_of(cast.officer_th), drafts=[again]) == []


def test_the_database_takes_no_link_to_nothing(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    made = link(cast.officer_th, "member", records.suspect, records.syndicate)
    with as_(cast.officer_th), pytest.raises(IntegrityError, match="needs two records"), transaction.atomic():
        Link.objects.filter(pk=made.pk).update(object_id=cast.officer_th.pk)


def test_the_database_takes_no_link_between_what_others_logged(
    cast: SimpleNamespace, records: Records, as_: As
) -> None:
    """Nor one to a record that who makes it does not see."""
    for subject in (records.given, records.hidden):
        row = Link(
            originator_id=cast.officer_th.organisation_id, kind="same", created_by=cast.officer_th,
            changed_by=cast.officer_th, subject_type="SYN", subject_id=subject.pk,
            object_type="SYN", object_id=records.given.pk,
        )  # fmt: skip
        with as_(cast.officer_th), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operation_link")
        assert cursor.fetchone() == (0,)
