"""The page of one record: what is known, where it stands, who reads it, what happened; and that reading it is told."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases import panels
from operation.cases.actions import amend_records
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.panels import Line, Panel
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
BORN = (("1967", Calendar.GREGORIAN), ("2510-3", Calendar.BUDDHIST))


def words(client: Client, record: Any, slug: str = "suspects", page: str = "", status: int = 200) -> str:
    answer = client.get(f"/records/{slug}/{record.pk}/{page}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def steps_of(page: str) -> list[tuple[str, str]]:
    """Labels of the life cycle with what follows them."""
    line = page[page.index('<ol class="steps"') : page.index("</ol>", page.index('<ol class="steps"'))]
    one = r'<b>([^<]+)</b>\s*(?:<span class="vh">[^<]*</span>)?\s*(?:<span class="soft tab">([^<]*)</span>)?'
    return re.findall(one, line)


@pytest.fixture
def arrested(cast: SimpleNamespace, as_: As) -> Any:
    """Identified on 12 September, arrested on 1 October, corrected by the supervisor."""
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, tier="main", place_name="แม่สาย", offences=["0701"])
        record = step(record, "identify", cast.officer_th, date(2024, 9, 12))
        record = step(record, "arrest", cast.officer_th, date(2024, 10, 1))
    with as_(cast.supervisor_th):
        draft = RecordDraft({"place_name": "เชียงราย"})
        principal = principal_of(cast.supervisor_th)
        return amend_records(principal=principal, records=[record], drafts=[draft], versions=[record.version])[0]


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_facts_stand_in_their_sections(thai: Client, arrested: Any) -> None:
    page = words(thai, arrested)
    known = ("Facts", "When and where", "Part in the crime", "0701 fraud", "เชียงราย", "10 September 2024")
    for word in (*known, "Arrested or surrendered on"):
        assert word in page
    assert "Legal basis" not in page, "a folded section without anything in it is not shown"
    assert "A suspect is not convicted of anything." in page


def test_names_are_shown_in_their_script_with_kind_and_romanisation(
    cast: SimpleNamespace, as_: As, thai: Client
) -> None:
    names = (
        NameDraft("อนันต์", romanisation="Anan", romanisation_system="RTGS", honorific="นาย"),
        NameDraft("阿南", kind="alias"),
    )
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, names=names)
    page = words(thai, record)
    for word in (
        'lang="th" translate="no">อนันต์<',
        'lang="zh-Hans" translate="no">阿南<',
        "RTGS",
        "นาย",
        "Alias",
        "Chinese",
    ):
        assert word in page


def test_the_life_cycle_tells_what_really_happened(thai: Client, arrested: Any) -> None:
    assert steps_of(words(thai, arrested)) == [
        ("Person of interest", "10 September 2024"),
        ("Suspect, identified", "12 September 2024"),
        ("Suspect, arrested", "1 October 2024"),
        ("Suspect, detained", ""),
        ("Accused", ""),
        ("Convicted", ""),
    ]


def test_a_recipient_sees_where_it_stands_and_not_how_it_came_there(
    cast: SimpleNamespace, client_of: ClientOf, arrested: Any, release: Any
) -> None:
    release(arrested, "kh-moi", "vn-mps")
    page = words(client_of(cast.coordinator_kh), arrested)
    assert steps_of(page)[0] == ("Suspect, arrested", "1 October 2024")
    assert "Only the originator sees who changed what" in page
    assert "officer.th" not in page
    assert "แม่สาย" not in page
    assert "Released to you for: joint inquiry" in page
    assert "Viet Nam" not in page[page.index('class="six') :]
    for verb in ("Edit", "Verify", "Recall", "Detain"):
        assert f">{verb}<" not in page


def test_the_history_tells_who_changed_which_field_from_what_to_what(thai: Client, arrested: Any) -> None:
    page = words(thai, arrested)
    history = page[page.index('id="history"') :]
    assert history.index("Changed: Place, as written") < history.index("suspect, identified → suspect, arrested")
    assert history.index("suspect, identified → suspect, arrested") < history.index("Logged")
    assert "supervisor.th" in history
    assert re.search(r"แม่สาย</span> → .*เชียงราย", history)
    assert "Retention review" in history


def test_releases_and_recalls_stand_in_the_history(thai: Client, arrested: Any, release: Any) -> None:
    release(arrested, "kh-moi")
    thai.post(f"/records/suspects/{arrested.pk}/recall/", {"organisations": ["kh-moi"], "reason": "wrong person"})
    page = words(thai, arrested)
    assert "Released to MOI Cambodia" in page
    assert "joint inquiry" in page
    assert "Recalled from MOI Cambodia" in page
    assert "wrong person" in page


def test_a_long_history_is_folded(cast: SimpleNamespace, as_: As, thai: Client, suspect: Any) -> None:
    with as_(cast.officer_th):
        for number in range(12):
            draft = RecordDraft({"place_name": f"place {number}"})
            principal = principal_of(cast.officer_th)
            suspect = amend_records(principal=principal, records=[suspect], drafts=[draft], versions=[suspect.version])[
                0
            ]
    page = words(thai, suspect)
    assert page.index("<summary>Earlier</summary>") < page.rindex("Logged")


def test_who_can_read_it_is_told_to_the_originator_country_by_country(thai: Client, suspect: Any, release: Any) -> None:
    release(suspect, "la-mps", "la-mnd", "lmlecc")
    page = words(thai, suspect)
    six = page[page.index('class="six') : page.index("</ul>", page.index('class="six'))]
    assert [six.count(state) for state in ("originator", "reads", "not shared")] == [1, 1, 4]
    assert "MPS Lao PDR; MND Lao PDR" in six
    assert "LMLECC reads it" in page
    assert "released to LA, LMLECC" in page


def test_before_a_release_lmlecc_sees_no_name(thai: Client, suspect: Any) -> None:
    assert "LMLECC sees type, dates, status and place, without a name." in words(thai, suspect)


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("officer_th", ("Edit",), ("Release", "Verify")),
        ("supervisor_th", ("Edit", "Verify"), ("Release",)),
        ("coordinator_th", ("Edit", "Verify", "Release"), ()),
        ("protection_th", (), ("Edit", "Verify", "Release")),
    ],
)
def test_only_what_one_may_do_is_offered(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, who: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    page = words(client_of(getattr(cast, who)), suspect)
    head = page[page.index('class="head"') : page.index('aria-labelledby="status"')]
    assert all(verb in head for verb in shown)
    assert not any(verb in head for verb in hidden)
    assert ("Record the arrest" in page) is bool(shown)


def test_who_logged_it_is_told_why_he_does_not_verify(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.coordinator_th):
        own = log("suspects", cast.coordinator_th)
    assert "who logged or changed it last does not verify it" in words(thai, own)


def test_a_child_of_another_country_keeps_its_name_and_place(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any, thai: Client
) -> None:
    with as_(cast.officer_th):
        born = parse("2012-03-14")
        child = log("suspects", cast.officer_th, born_on=born, place_name="แม่สาย", narrative="seen there")
    release(child, "kh-moi")
    page = words(client_of(cast.coordinator_kh), child)
    assert "Name withheld: a child" in page
    for secret in ("อนันต์", "Sample", "แม่สาย", "14 March 2012", "seen there"):
        assert secret not in page
        assert secret in words(thai, child)


def test_a_syndicate_that_was_not_released_is_not_told(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any, thai: Client
) -> None:
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th, names=(NameDraft("白鹭"),))
        member = log("suspects", cast.officer_th, syndicate=group)
    release(member, "kh-moi")
    assert "白鹭" in words(thai, member)
    page = words(client_of(cast.coordinator_kh), member)
    assert "白鹭" not in page
    assert str(group.pk) not in page
    release(group, "kh-moi")
    assert "白鹭" in words(client_of(cast.coordinator_kh), member)


def test_features_above_add_their_panels(thai: Client, suspect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_providers", [])
    panels.register(lambda _principal, _record: Panel("Counts as", [Line("P02 persons arrested", "week 45")], "rule 2"))
    page = words(thai, suspect)
    for word in ("Counts as", "P02 persons arrested", "week 45", "rule 2"):
        assert word in page


def test_the_marking_stands_above_and_below(thai: Client, suspect: Any) -> None:
    page = words(thai, suspect)
    assert page.count('data-tlp="amber" lang="en">TLP:AMBER') == 2
    assert page.count("Originator: Royal Thai Police · not released") == 2


def test_words_of_h3_are_the_marking(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, handling_code="H3", handling_text="only for the airport unit")
    assert "<b>H3</b> only for the airport unit" in words(thai, record)


def test_reading_it_is_told_before_the_answer_leaves(thai: Client, suspect: Any, cast: SimpleNamespace) -> None:
    words(thai, suspect)
    entry = AuditEntry.objects.get(verb="read")
    assert (entry.target_id, entry.actor_id) == (suspect.pk, cast.coordinator_th.pk)
    assert entry.reference == suspect.reference
    assert entry.details == {}


@pytest.mark.parametrize("who", ["coordinator_kh", "observer_unodc", "dpo"])
def test_an_attempt_is_told_too(cast: SimpleNamespace, client_of: ClientOf, suspect: Any, who: str) -> None:
    user = getattr(cast, who)
    words(client_of(user), suspect, status=404)
    entry = AuditEntry.objects.get(verb="denied")
    assert (entry.target_id, entry.actor_id, entry.reference) == (suspect.pk, user.pk, "")
    assert entry.details["attempted"] == "read"


@pytest.mark.parametrize("slug", ["syndicates", "rescued-laborers", "seized-assets"])
def test_the_address_of_another_type_leads_nowhere(thai: Client, suspect: Any, slug: str) -> None:
    words(thai, suspect, slug=slug, status=404)


@pytest.mark.parametrize("slug", ["suspects", "rescue-appeals"])
def test_a_date_of_birth_is_shown_as_far_as_it_is_known(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, slug: str
) -> None:
    with as_(cast.officer_th):
        year, month = (log(slug, cast.officer_th, born_on=parse(*born)) for born in BORN)
    page = words(client_of(cast.officer_th), year, slug)
    assert "1967" in page
    assert "January 1967" not in page
    page = words(client_of(cast.officer_th), month, slug)
    assert "March 1967" in page
    assert "as written: 2510-3 (Buddhist Era)" in page
