"""The pages of matches, as each person meets them."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.deconfliction.finding import Hit, log_hits
from coordination.deconfliction.models import Match
from operation.access.context import acting_as
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.people.selectors import principal_of
from tests.coordination.deconfliction.test_disclose import agree, propose, tell
from tests.factories.matches import PHONE, WALLET, holds, matches_of, sides_of
from tests.factories.records import log

LIST = "/exchange/matches/"
SECRET = "Nguyễn Văn Bí Mật"


@pytest.fixture
def match(cast: SimpleNamespace) -> Match:
    holds(cast.officer_vn, WALLET, names=(NameDraft(SECRET),), place_name="Móng Cái", narrative="a source says")
    holds(cast.officer_kh, WALLET, names=(NameDraft("Chan Gumru"),))
    return matches_of(cast.coordinator_vn)[0]


def text_of(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def page(match: Match, name: str = "") -> str:
    return f"{LIST}{match.pk}/{name}"


def post(client: Any, match: Match, name: str, **body: Any) -> Any:
    return client.post(page(match, f"{name}/"), body)


def test_the_scenario_from_hit_to_confirmation(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    """Cambodia and Viet Nam hold one wallet under two names; Thailand sees nothing at any step."""
    kh, vn, th = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn), client_of(cast.coordinator_th)
    first = text_of(kh, page(match))
    assert "Viet Nam" in first
    assert "Crypto wallet" in first
    assert SECRET not in first
    assert "Suspect" not in first.split("It has told nothing of its record.")[0].split("<h2>")[-1]
    assert post(vn, match, "tell", reason="both hold it").status_code == 302
    assert "It has told nothing" not in text_of(kh, page(match))
    assert post(vn, match, "fields", fields=["names", "place_name"], reason="to compare").status_code == 302
    second = text_of(kh, page(match))
    assert SECRET in second
    assert "Móng Cái" in second
    assert "a source says" not in second
    assert post(vn, match, "release", reason="joint inquiry").status_code == 302
    [side] = sides_of(cast.coordinator_vn)
    record = f"/records/suspects/{side.record_id}/"
    assert record in text_of(kh, page(match))
    assert "a source says" in text_of(kh, record)
    version = matches_of(cast.coordinator_vn)[0].version
    assert post(vn, match, "propose", outcome="joint", words="", version=version).status_code == 302
    assert "It proposes: joint investigation" in text_of(kh, "/desk/")
    version = matches_of(cast.coordinator_vn)[0].version
    assert post(kh, match, "agree", version=version).status_code == 302
    assert "Confirmed" in text_of(vn, page(match))
    assert text_of(th, page(match), 404)
    assert match.reference not in text_of(th, LIST)
    assert text_of(th, record, 404)


def test_the_list_names_the_other_side_and_what_agrees(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    shown = text_of(client_of(cast.coordinator_kh), LIST)
    assert match.reference in shown
    assert "Crypto wallet" in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=found", True),
        ("state=confirmed", False),
        ("kind=wallet", True),
        ("kind=phone", False),
        ("country=VN", True),
        ("country=TH", False),
        ("found_by=name", False),
    ],
)
def test_filters_narrow_it(cast: SimpleNamespace, client_of: Any, match: Match, query: str, found: bool) -> None:
    assert (match.reference in text_of(client_of(cast.coordinator_kh), f"{LIST}?{query}")) == found


@pytest.mark.parametrize("query", ["state=war", "colour=red", "cursor=x"])
def test_what_no_filter_takes_is_refused(cast: SimpleNamespace, client_of: Any, query: str) -> None:
    text_of(client_of(cast.coordinator_kh), f"{LIST}?{query}", 400)


def test_lmlecc_reads_facts_and_nothing_of_what_was_told(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    tell(cast.coordinator_vn, match)
    shown = text_of(client_of(cast.desk_information), page(match))
    assert "Cambodia" in shown
    assert "Viet Nam" in shown
    assert "Your side" not in shown
    assert "What happened" not in shown
    assert 'href="{}'.format(page(match, "tell")) not in shown


def test_a_supervisor_reads_and_takes_no_step(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    client = client_of(cast.supervisor_vn)
    assert page(match, "tell") not in text_of(client, page(match))
    text_of(client, page(match, "tell/"), 403)


def test_a_step_that_is_overtaken_leads_back(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    client = client_of(cast.coordinator_vn)
    assert client.get(page(match, "agree/")).status_code == 302
    propose(cast.coordinator_kh, match)
    assert "Agree to the outcome" in text_of(client, page(match, "agree/"))
    agree(cast.coordinator_vn, match)
    assert client.get(page(match, "agree/")).status_code == 302


def test_a_form_without_a_reason_comes_back(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    assert post(client_of(cast.coordinator_vn), match, "tell", reason="").status_code == 400


def test_an_older_version_is_told_beside_the_form(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    tell(cast.coordinator_vn, match)
    answer = post(client_of(cast.coordinator_kh), match, "propose", outcome="joint", words="", version=match.version)
    assert answer.status_code == 400
    assert "Somebody changed this match" in answer.content.decode()


def test_a_match_of_two_guarded_records_names_nobody(cast: SimpleNamespace, client_of: Any) -> None:
    holds(cast.officer_kh, PHONE, handling_code="H2")
    holds(cast.officer_vn, PHONE, handling_code="H2")
    [side] = sides_of(cast.coordinator_kh)
    client = client_of(cast.coordinator_kh)
    address = f"{LIST}{side.match_id}/"
    assert address in text_of(client, LIST)
    shown = text_of(client, address)
    assert "another agency" in shown
    assert "Viet Nam" not in shown.split("<main")[1]
    assert client.post(f"{address}reveal/", {"reason": "it helps"}).status_code == 302
    assert "You have revealed this match" in text_of(client, address)
    assert text_of(client_of(cast.supervisor_kh), address, 404)


def test_a_red_record_is_not_opened_by_its_match(cast: SimpleNamespace, client_of: Any) -> None:
    record = holds(cast.officer_kh, PHONE, tlp="red", names=(NameDraft(SECRET),))
    holds(cast.officer_vn, PHONE)
    [match] = matches_of(cast.coordinator_kh)
    shown = text_of(client_of(cast.coordinator_kh), page(match))
    assert "not yours to read" in shown
    assert SECRET not in shown
    assert record.reference not in shown


def test_a_list_costs_the_same_however_long_it_is(cast: SimpleNamespace, client_of: Any) -> None:
    client, costs = client_of(cast.coordinator_kh), []
    for first, last in ((0, 3), (3, 12)):
        for number in range(first, last):
            phone = IdentifierDraft("phone", f"+84 9123456{number:02}")
            holds(cast.officer_kh, phone)
            holds(cast.officer_vn, phone)
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            text_of(client, LIST)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_pages_follow_each_other(cast: SimpleNamespace, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operation.access.scope.PAGE_SIZE", 2)
    for number in range(3):
        phone = IdentifierDraft("phone", f"+84 91234567{number}")
        holds(cast.officer_kh, phone)
        holds(cast.officer_vn, phone)
    client, references = client_of(cast.coordinator_kh), {match.reference for match in matches_of(cast.coordinator_kh)}
    first = text_of(client, LIST)
    query = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text_of(client, LIST + query)
    on_first = {reference for reference in references if reference in first}
    on_second = {reference for reference in references if reference in second}
    assert (len(on_first), len(on_second), on_first | on_second) == (2, 1, references)


def test_asking_for_a_number(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    client = client_of(cast.coordinator_th)
    body = {"kind": "wallet", "text": WALLET.text, "reason": "seen in a chat"}
    shown = client.post(f"{LIST}ask/", body).content.decode()
    assert "Held by" in shown
    assert SECRET not in shown
    holder = client_of(cast.coordinator_vn)
    assert "Thailand asked for a number that you hold" in text_of(holder, "/desk/")
    assert "It was told that you hold it." in text_of(holder, f"{LIST}ask/")
    assert holder.post(f"{LIST}ask/noted/").status_code == 302
    assert "asked for a number that you hold" not in text_of(holder, "/desk/")


def test_no_match_says_why(cast: SimpleNamespace, client_of: Any) -> None:
    assert "No match yet" in text_of(client_of(cast.coordinator_kh), LIST)


def test_a_key_that_is_nobodys_is_not_there(cast: SimpleNamespace, client_of: Any) -> None:
    text_of(client_of(cast.coordinator_kh), f"{LIST}{UUID(int=7)}/", 404)


def test_the_list_tells_each_side_which_of_its_own_records_it_is_about(
    cast: SimpleNamespace, client_of: Any, match: Match
) -> None:
    mine = text_of(client_of(cast.coordinator_vn), LIST)
    assert SECRET in mine
    for who in ("coordinator_kh", "desk_information", "director"):
        text = text_of(client_of(getattr(cast, who)), LIST)
        assert match.reference in text
        assert SECRET not in text
    assert "Chan Gumru" in text_of(client_of(cast.coordinator_kh), LIST)
    assert "Your record" not in text_of(client_of(cast.director), LIST)


def test_a_desk_names_a_few_numbers_before_names_and_counts_the_rest(cast: SimpleNamespace, client_of: Any) -> None:
    pairs = [holds(cast.officer_vn, IdentifierDraft("phone", f"+84 912 345 {number}")) for number in range(671, 677)]
    with acting_as(principal_of(cast.officer_kh), channel="test"):
        theirs = log("suspects", cast.officer_kh)
    with acting_as(principal_of(cast.officer_vn), channel="test"):
        log_hits([Hit("SUS", one.pk, "SUS", theirs.pk, "name") for one in pairs])
    holds(cast.officer_kh, WALLET)
    holds(cast.officer_vn, WALLET)
    text = text_of(client_of(cast.coordinator_vn), "/desk/")
    in_title_and_button = 2
    assert text.count("A match with Cambodia: name") == 4 * in_title_and_button
    assert text.count("A match with Cambodia: crypto wallet") == in_title_and_button
    assert "2 more matches" in text
