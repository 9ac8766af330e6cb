"""What stands in a file, and what never does: RED, unconfirmed H3, names of children, identities of the rescued."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.confirmations import confirm_handling
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.exporting.policies import identifiers_in_file, leaves, withheld_in_file
from operation.cases.registry import type_of
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.operation.cases.conftest import Release
from tests.operation.cases.exporting.conftest import As, ClientOf, Take, lines_in, records_in, rows_in, words_in

SECRET = re.compile(r"999[ -]?9999")
CHILD = (NameDraft("เด็กชาย ตัวอย่าง"),)


def logged(cast: SimpleNamespace, as_: As, slug: str = "suspects", **values: Any) -> Any:
    with as_(cast.coordinator_th):
        return log(slug, cast.coordinator_th, **values)


def test_a_file_holds_exactly_what_the_list_shows(cast: SimpleNamespace, as_: As, take: Take) -> None:
    main = logged(cast, as_, tier="main")
    logged(cast, as_, tier="member")
    told = records_in(take(cast.officer_th, "suspects", query="tier=main"))
    assert [one["reference"] for one in told] == [main.reference]
    assert told[0]["names"][0]["text"] == "อนันต์ ตัวอย่าง"


def test_newest_first_own_and_released(cast: SimpleNamespace, as_: As, take: Take, release: Release) -> None:
    theirs, hidden = logged(cast, as_), logged(cast, as_)
    with as_(cast.officer_kh):
        own = log("suspects", cast.officer_kh)
    release(theirs, "kh-moi")
    told = [one["reference"] for one in records_in(take(cast.officer_kh, "suspects"))]
    assert told == [own.reference, theirs.reference]
    assert hidden.reference not in told


def test_red_stays_and_it_is_said(cast: SimpleNamespace, as_: As, take: Take, client_of: ClientOf) -> None:
    logged(cast, as_, tlp="red", narrative="the mole")
    open_one = logged(cast, as_)
    page = client_of(cast.coordinator_th).get("/records/suspects/export/").content.decode()
    assert "1 marked TLP:RED" in page
    answer = take(cast.coordinator_th, "suspects")
    assert [one["reference"] for one in records_in(answer)] == [open_one.reference]
    assert b"the mole" not in answer.content
    assert answer.json()["about"]["left_out"] == {"red": 1}


@pytest.mark.parametrize("format_", ["json", "csv", "xlsx", "ftm"])
def test_names_and_identifiers_marked_red_stay_too(cast: SimpleNamespace, as_: As, take: Take, format_: str) -> None:
    names = (NameDraft("อนันต์ ตัวอย่าง"), NameDraft("The Mole", tlp="red"))
    numbers = (IdentifierDraft("phone", "081 234 5678"), IdentifierDraft("phone", "081 999 9999", tlp="red"))
    logged(cast, as_, names=names, identifiers=numbers)
    told = words_in(take(cast.coordinator_th, "suspects", format_).content, format_)
    assert "ตัวอย่าง" in told
    assert "The Mole" not in told
    assert not SECRET.search(told)


def test_h3_waits_until_its_text_is_confirmed(
    cast: SimpleNamespace, as_: As, take: Take, client_of: ClientOf, release: Release
) -> None:
    record = logged(cast, as_, handling_code="H3", handling_text="for the task force alone", narrative="the mole")
    release(record, "kh-moi")
    refused = client_of(cast.officer_kh).get("/records/suspects/export/").content.decode()
    assert "1 under H3, not confirmed by you" in refused
    assert "the mole" not in refused
    assert take(cast.officer_kh, "suspects").status_code == 400
    with as_(cast.officer_kh):
        confirm_handling(principal=principal_of(cast.officer_kh), record=record)
    assert take(cast.officer_kh, "suspects").status_code == 400
    told = records_in(take(cast.officer_kh, "suspects", confirmed="on"))
    assert [one["narrative"] for one in told] == ["the mole"]


@pytest.mark.parametrize("format_", ["json", "csv", "xlsx", "ftm"])
def test_a_child_has_no_name_even_in_its_own_countrys_file(
    cast: SimpleNamespace, as_: As, take: Take, format_: str
) -> None:
    number = (IdentifierDraft("phone", "081 999 9999"),)
    logged(cast, as_, names=CHILD, identifiers=number, treated_as_child=True, narrative="his school")
    told = words_in(take(cast.coordinator_th, "suspects", format_).content, format_)
    assert "joint inquiry" in told or format_ in ("csv", "ftm")
    assert CHILD[0].text not in told
    assert "his school" not in told
    assert not SECRET.search(told)


def test_a_child_is_known_by_its_reference_in_a_table_and_not_at_all_in_the_graph(
    cast: SimpleNamespace, as_: As, take: Take
) -> None:
    child = logged(cast, as_, names=CHILD, treated_as_child=True)
    assert [row["Reference"] for row in rows_in(take(cast.coordinator_th, "suspects", "csv"))] == [child.reference]
    assert child.reference not in take(cast.coordinator_th, "suspects", "ftm").content.decode()


def test_the_rescued_are_never_entities_of_a_graph(cast: SimpleNamespace, as_: As, take: Take) -> None:
    logged(cast, as_, "rescued-laborers")
    refused = take(cast.coordinator_th, "rescued-laborers", "ftm")
    assert refused.status_code == 400
    assert rows_in(take(cast.coordinator_th, "rescued-laborers", "csv"))


COURT, ONWARD, SYSTEM = "court", "onward", "system"


@pytest.mark.parametrize(
    ("code", "allowed", "forbidden"),
    [("H0", {COURT, ONWARD}, set()), ("H1", {ONWARD, SYSTEM}, {COURT}), ("H2", {SYSTEM}, {COURT, ONWARD})],
)
def test_the_handling_code_of_another_country_decides_on_the_use(
    cast: SimpleNamespace,
    as_: As,
    take: Take,
    release: Release,
    client_of: ClientOf,
    code: str,
    allowed: set[str],
    forbidden: set[str],
) -> None:
    release(logged(cast, as_, handling_code=code), "kh-moi")
    offered = client_of(cast.officer_kh).get("/records/suspects/export/").content.decode()
    for use in allowed | forbidden:
        assert (f'value="{use}"' in offered) is (use in allowed)
        assert (take(cast.officer_kh, "suspects", use=use).status_code == 200) is (use in allowed)
        assert take(cast.officer_th, "suspects", use=use).status_code == 200


def test_the_file_says_how_it_may_be_handled(cast: SimpleNamespace, as_: As, take: Take) -> None:
    logged(cast, as_, tlp="green", handling_code="H0")
    names = (NameDraft("อนันต์ ตัวอย่าง"), NameDraft("Cat", tlp="amber_strict"))
    logged(cast, as_, handling_code="H2", names=names)
    answer = take(cast.coordinator_th, "suspects", reason="court of appeal")
    about = answer.json()["about"]
    assert (about["tlp"], about["handling_code"], about["count"]) == ("TLP:AMBER+STRICT", "H2", 2)
    assert about["reason"] == "court of appeal"
    assert "tlp-amber-strict-h2.json" in answer.headers["Content-Disposition"]


def test_nobody_but_readers_of_records_takes_a_file(cast: SimpleNamespace, as_: As, take: Take) -> None:
    logged(cast, as_)
    for who in (cast.observer_unodc, cast.dpo, cast.admin, cast.stranger):
        assert take(who, "suspects").status_code == 403
    assert take(cast.officer_vn, "suspects").status_code == 400


def test_a_wrong_filter_leads_back_to_the_list_that_explains_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.officer_th).get("/records/suspects/export/?tier=emperor")
    assert answer.headers["Location"] == "/records/suspects/?tier=emperor"


def test_a_relation_that_was_not_released_is_not_told(
    cast: SimpleNamespace, as_: As, take: Take, release: Release
) -> None:
    group = logged(cast, as_, "syndicates")
    record = logged(cast, as_, syndicate=group)
    release(record, "kh-moi")
    for format_ in ("json", "csv", "ftm"):
        answer = take(cast.officer_kh, "suspects", format_).content.decode()
        assert group.reference not in answer
        assert str(group.pk) not in answer
    assert str(group.pk) in take(cast.officer_th, "suspects", "ftm").content.decode()
    assert lines_in(take(cast.officer_th, "suspects", "ftm"))[-1]["properties"] == {"name": [group.reference]}


def test_a_relation_marked_red_is_not_told(cast: SimpleNamespace, as_: As) -> None:
    thai = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        for tlp, told in (("red", False), ("amber", True)):
            syndicate = log("syndicates", cast.coordinator_th, tlp=tlp)
            suspect = log("suspects", cast.coordinator_th, syndicate=syndicate)
            assert ("syndicate" not in withheld_in_file(thai, type_of(suspect), suspect)) is told


def test_what_waits_for_its_text_is_not_among_what_leaves(cast: SimpleNamespace, as_: As, release: Release) -> None:
    with as_(cast.coordinator_th):
        suspect: Any = log("suspects", cast.coordinator_th, handling_code="H3", handling_text="for the unit alone")
    release(suspect, "kh-moi")
    reader = principal_of(cast.officer_kh)
    with as_(cast.officer_kh):
        seen = type(suspect).objects.visible_to(reader)
        assert seen.count() == 1
        assert not seen.filter(leaves(reader)).exists()


def test_identifiers_stand_in_a_file(cast: SimpleNamespace, as_: As) -> None:
    suspect = logged(cast, as_, identifiers=(IdentifierDraft("phone", "081 234 5678"),))
    with as_(cast.coordinator_th):
        assert [row.text for row in identifiers_in_file(suspect, frozenset())] == ["081 234 5678"]
        assert identifiers_in_file(suspect, frozenset({"identifiers"})) == []
