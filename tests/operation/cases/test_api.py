"""The API of records: the same door, the same actions, every refusal by field with value and way out."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.drafts import NameDraft
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import WARRANT, log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SUSPECTS = "/api/v1/suspects/"
NOWHERE = "018f0000-0000-7000-8000-000000000000"


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def patch(client: Client, record: Any, **body: Any) -> Any:
    return client.patch(f"{SUSPECTS}{record.pk}/", json.dumps(body), content_type="application/json")


def of(record: Any, verb: str = "") -> str:
    return f"{SUSPECTS}{record.pk}/{verb}"


def kept(user: User) -> Any:
    with acting_as(principal_of(user), channel="test"):
        return Suspect.objects.prefetch_related("names").get()


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_a_record_as_json(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    told = thai.get(of(suspect)).json()
    assert told["reference"] == suspect.reference
    assert (told["originator"], told["country"], told["version"]) == ("th-rtp", "TH", 1)
    assert told["event_date"] == {
        "text": "2024-09-10",
        "calendar": "gregorian",
        "date": "2024-09-10",
        "precision": "day",
    }
    assert told["names"][0] | {"honorific": ""} == {
        "text": "อนันต์ ตัวอย่าง",
        "kind": "legal",
        "honorific": "",
        "romanisation": "Sample",
        "romanisation_system": "",
        "script": "Thai",
        "lang": "th",
        "tlp": "",
    }
    assert (told["tier"], told["place_name"], told["nationalities"]) == ("main", "แม่สาย", [])
    assert told["steps"] == ["identify", "seek", "arrest", "surrender", "eliminate", "decease"]
    assert not {"named_readers", "created_by", "is_synthetic", "folded"} & set(told)


def test_a_list_goes_on_where_its_page_ended(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        logged = {str(record.pk) for record in log_many("suspects", cast.officer_th, 60)}
    first = thai.get(SUSPECTS).json()
    second = thai.get(first["next"]).json()
    assert (len(first["results"]), len(second["results"]), second["next"]) == (50, 10, None)
    assert {one["id"] for one in first["results"] + second["results"]} == logged


def test_lists_filter_as_the_pages_do(cast: SimpleNamespace, as_: As, thai: Client, suspect: Any) -> None:
    with as_(cast.officer_th):
        other = log("suspects", cast.officer_th, names=(NameDraft("Trần Văn Mẫu"),))
    for query, found in (
        ("tier=main", [suspect]),
        ("q=tran", [other]),
        (f"id={other.pk}", [other]),
        (f"id={other.pk}&id={suspect.pk}", [other, suspect]),
        ("status=arrested", []),
        (f"id={NOWHERE}", []),
    ):
        results = thai.get(f"{SUSPECTS}?{query}").json()["results"]
        assert [one["id"] for one in results] == [str(record.pk) for record in found], query


@pytest.mark.parametrize(
    ("query", "field", "says"),
    [
        ("status=x", "status", "«x» is not a code of this list. It takes: person_of_interest"),
        ("colour=red", "non_field_errors", "There is no filter «colour»"),
        ("created_by__password=x", "non_field_errors", "There is no filter"),
        ("id=7", "id", "«7» is not the id of a record"),
        ("cursor=7", "cursor", "«7» is not a page of this list"),
        ("arrested_on_from=x", "arrested_on_from", "«x» is not a date"),
        ("behind=x", "behind", "«x» is no figure"),
    ],
)
def test_a_bad_filter_is_refused_by_name(thai: Client, suspect: Any, query: str, field: str, says: str) -> None:
    answer = thai.get(f"{SUSPECTS}?{query}")
    assert answer.status_code == 400
    assert says in " ".join(answer.json()[field])


def test_a_record_is_logged(cast: SimpleNamespace, thai: Client) -> None:
    body = {
        "names": [{"text": "สมหญิง", "romanisation": "Somying"}, {"text": "阿南", "kind": "alias"}],
        "tier": "main",
        "sex": "female",
        "nationalities": ["TH", "JP"],
        "offences": ["0701"],
        "event_date": {"text": "2567-11-13", "calendar": "buddhist"},
        "born_on": {"text": "2530-03", "calendar": "buddhist"},
        "place_name": "แม่สาย",
        "step": "arrest",
    }
    answer = post(thai, SUSPECTS, body)
    assert answer.status_code == 201
    record = kept(cast.coordinator_th)
    assert answer.json()["id"] == str(record.pk)
    assert (record.status, record.arrested_on, record.event_calendar) == ("arrested", date(2024, 11, 13), "buddhist")
    assert record.born_on == parse("2530-03", Calendar.BUDDHIST)
    written = {"text": "2530-03", "calendar": "buddhist", "date": "1987-03-01", "precision": "month"}
    assert answer.json()["born_on"] == thai.get(f"{SUSPECTS}{record.pk}/").json()["born_on"] == written
    assert [name.text for name in record.names.all()] == ["สมหญิง", "阿南"]
    assert [country.code for country in record.nationalities] == ["JP", "TH"]
    assert AuditEntry.objects.get(verb="opened").channel == "api"


NAMED = {"names": [{"text": "สมหญิง"}]}
BAD: list[tuple[Any, str, str]] = [
    ({}, "names", "at least one name"),
    ({"names": []}, "names", "at least one name"),
    ({"names": "สมหญิง"}, "names", "Expected a list"),
    ({"names": [{"kind": "alias"}]}, "names", "This field is required"),
    ({"names": [{"text": "ก", "kind": "stage"}]}, "names", "«stage» is not a code of this list. It takes: legal"),
    ({"names": [{"text": "ก", "script": "Thai"}]}, "names", "There is no field «script» to write here"),
    ({"names": [{"text": "ก"}] * 21}, "names", "no more than 20"),
    (NAMED | {"colour": "red"}, "colour", "There is no field «colour» to write here"),
    (NAMED | {"reference": "SG24-1"}, "reference", "There is no field «reference»"),
    (NAMED | {"status": "convicted"}, "status", "There is no field «status»"),
    (NAMED | {"originator": "kh-moi"}, "originator", "There is no field «originator»"),
    (NAMED | {"named_readers": ["018f0000-0000-7000-8000-000000000000"]}, "named_readers", "nobody of your agency"),
    (NAMED | {"created_by": "x"}, "created_by", "There is no field «created_by»"),
    (NAMED | {"is_synthetic": True}, "is_synthetic", "There is no field"),
    (NAMED | {"version": 1}, "version", "no version yet"),
    (NAMED | {"tier": "boss"}, "tier", "«boss» is not a code of this list. It takes: main, member, associate."),
    (NAMED | {"tier": ["main"]}, "tier", "is not a code of this list"),
    (NAMED | {"tier": None}, "tier", "may not be null"),
    (NAMED | {"offences": ["0701", "x"]}, "offences", "«x» is not a code of this list. It takes: 0701"),
    (NAMED | {"offences": "0701"}, "offences", "Expected a list"),
    (NAMED | {"nationalities": ["XX"]}, "nationalities", "«XX» is not an ISO 3166-1 code"),
    (NAMED | {"place_country": "Siam"}, "place_country", "«Siam» is not an ISO 3166-1 code"),
    (NAMED | {"born_on": {"text": "2530-03-14"}}, "born_on", "it would be 1987-03-14"),
    (NAMED | {"born_on": {"text": "2199"}}, "born_on", "2199 is in the future"),
    (NAMED | {"born_on": "1987-03-14"}, "born_on", "Invalid data"),
    (NAMED | {"born_on": {"text": "someday"}}, "born_on", "«someday» is not a date"),
    (NAMED | {"event_date": {"text": "2567-11-13"}}, "event_date", "it would be 2024-11-13"),
    (NAMED | {"event_date": {"text": "2199-01-01"}}, "event_date", "is in the future"),
    (NAMED | {"event_date": {"text": "2024", "calendar": "julian"}}, "event_date", "«julian» is not a code"),
    (NAMED | {"event_date": {"text": "2024", "precision": "day"}}, "event_date", "There is no field «precision»"),
    (NAMED | {"event_date": "2024-09-10"}, "event_date", "Invalid data"),
    (NAMED | {"syndicate": NOWHERE}, "syndicate", "There is no"),
    (NAMED | {"syndicate": "x"}, "syndicate", "Must be a valid UUID"),
    (NAMED | {"syndicate": {"id": 1}}, "syndicate", "Must be a valid UUID"),
    (NAMED | {"handling_code": "H3"}, "handling_text", "H3 needs words"),
    (NAMED | {"narrative": "a\x00b"}, "narrative", "Null characters"),
    (NAMED | {"narrative": "\ud800"}, "narrative", "Surrogate"),
    (NAMED | {"tier": "\ud800"}, "tier", "is not a code"),
    (NAMED | {"\ud800": 1}, "?", "There is no field"),
    (NAMED | {"national_reference": "x" * 61}, "national_reference", "no more than 60"),
    (NAMED | {"step": "arrest"}, "event_date", "Give the whole day"),
    (NAMED | {"step": "vanish"}, "step", "«vanish» is not a step here. There are: identify, seek"),
    (NAMED | {"step": "convict", "event_date": {"text": "2024-09-10"}}, "step", "«convict» is not a step here"),
    ([], "non_field_errors", "Expected a dictionary"),
    ("x", "non_field_errors", "Expected a dictionary"),
]


@pytest.mark.parametrize(("body", "field", "says"), BAD)
def test_bad_input_is_refused_by_field_and_nothing_is_kept(
    cast: SimpleNamespace, thai: Client, body: Any, field: str, says: str
) -> None:
    answer = post(thai, SUSPECTS, body)
    assert answer.status_code == 400
    assert says in json.dumps(answer.json()[field], ensure_ascii=False)
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        assert not Suspect.objects.exists()


def test_what_is_no_json_is_refused(thai: Client) -> None:
    answer = thai.post(SUSPECTS, "{", content_type="application/json")
    assert answer.status_code == 400
    assert thai.post(SUSPECTS, "a=b", content_type="application/x-www-form-urlencoded").status_code == 415


def test_a_foreign_syndicate_is_refused_as_one_that_does_not_exist(
    cast: SimpleNamespace, as_: As, thai: Client
) -> None:
    with as_(cast.officer_kh):
        foreign = log("syndicates", cast.officer_kh)
    answers = [
        post(thai, SUSPECTS, NAMED | {"syndicate": key}).json()["syndicate"] for key in (str(foreign.pk), NOWHERE)
    ]
    assert answers[0][0].replace(str(foreign.pk), NOWHERE) == answers[1][0]


def test_a_change_names_the_version_that_was_read(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    answer = patch(thai, suspect, version=1, place_name="เชียงราย")
    assert answer.status_code == 200
    assert (answer.json()["version"], answer.json()["place_name"], answer.json()["tier"]) == (2, "เชียงราย", "main")
    stale = patch(thai, suspect, version=1, place_name="แม่สอด")
    assert stale.status_code == 409
    assert "Somebody changed this record" in stale.json()["detail"]
    assert stale.json()["version"] == 2
    assert stale.json()["differences"] == {"place_name": {"present": "เชียงราย", "sent": "แม่สอด"}}
    assert patch(thai, suspect, place_name="x").json() == {
        "version": ["Say which version you read; it stands in the record."]
    }
    assert patch(thai, suspect, version=2, step="arrest").status_code == 400
    assert patch(thai, suspect, version=2, names=[]).status_code == 200
    record = kept(cast.coordinator_th)
    assert (record.place_name, record.version, record.names.count()) == ("เชียงราย", 2, 1)


def test_a_record_is_not_replaced_and_not_deleted(thai: Client, suspect: Any) -> None:
    assert thai.put(of(suspect), {}, content_type="application/json").status_code == 405
    assert thai.delete(of(suspect)).status_code == 405


def test_steps(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    for name, body, field, says in (
        ("vanish", {"on": "2024-10-01"}, "step", "«vanish» is not a step here"),
        ("arrest", {}, "on", "This field is required"),
        ("arrest", {"on": "2567-10-01"}, "on", "write 2024-10-01"),
        ("arrest", {"on": "2024-10-01", "place_name": "x"}, "place_name", "There is no field"),
        ("arrest", {"on": "2024-09-01"}, "on", "never run backwards"),
        ("seek", {"on": "2024-10-01"}, "warrant_number", "legal basis"),
        ("convict", {"on": "2024-10-01"}, "non_field_errors", "is now «person of interest»"),
    ):
        refused = post(thai, of(suspect, f"steps/{name}/"), body)
        assert refused.status_code == 400, name
        assert says in json.dumps(refused.json()[field], ensure_ascii=False)
    warrant = {name: str(value) for name, value in WARRANT.items()}
    wanted = post(thai, of(suspect, "steps/seek/"), {"on": "2024-09-20"} | warrant).json()
    assert (wanted["status"], wanted["status_on"], wanted["warrant_number"]) == ("wanted", "2024-09-20", "000/2567")
    assert post(thai, of(suspect, "steps/arrest/"), {"on": "2024-10-01"}).json()["arrested_on"] == "2024-10-01"


def test_verification(cast: SimpleNamespace, client_of: ClientOf, thai: Client, suspect: Any) -> None:
    assert post(client_of(cast.officer_th), of(suspect, "verify/"), {}).status_code == 403
    assert post(thai, of(suspect, "verify/"), {}).json()["verification"] == "verified"


def test_release_and_recall(cast: SimpleNamespace, client_of: ClientOf, thai: Client, suspect: Any) -> None:
    khmer = client_of(cast.coordinator_kh)
    for body, field, says in (
        ({}, "to", "required"),
        ({"to": [], "purpose": "p"}, "to", "may not be empty"),
        ({"to": ["xx"], "purpose": "p"}, "to", "«xx» is not one of these: kh-moi"),
        ({"to": ["unodc"], "purpose": "p"}, "to", "«unodc» is not one of these"),
        ({"to": ["kh-moi"], "purpose": "p", "until": "2020-01-01"}, "until", "has passed"),
        ({"to": ["kh-moi"], "purpose": "p", "forever": True}, "forever", "There is no field"),
    ):
        refused = post(thai, of(suspect, "release/"), body)
        assert refused.status_code == 400
        assert says in json.dumps(refused.json()[field], ensure_ascii=False)
    assert khmer.get(of(suspect)).status_code == 404
    given = {"to": ["kh-moi", "lmlecc"], "purpose": "joint inquiry"}
    assert post(thai, of(suspect, "release/"), given).json()["released_to"] == ["KH", "LMLECC"]
    assert khmer.get(of(suspect)).json()["released_to"] == ["KH"]
    assert khmer.get(of(suspect)).json()["steps"] == []
    assert post(khmer, of(suspect, "release/"), {"to": ["vn-mps"], "purpose": "p"}).status_code == 403
    assert patch(khmer, suspect, version=1, tier="member").status_code == 403
    assert post(khmer, of(suspect, "steps/arrest/"), {"on": "2024-10-01"}).status_code == 403
    assert post(thai, of(suspect, "recall/"), {"organisations": ["vn-mps"], "reason": "r"}).status_code == 400
    assert post(thai, of(suspect, "recall/"), {"organisations": ["kh-moi"], "reason": "over"}).status_code == 200
    assert khmer.get(of(suspect)).status_code == 404
    assert post(thai, of(suspect, "recall/"), {"reason": "over"}).json()["released_to"] == []


def test_a_child_of_another_country_is_withheld(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, thai: Client, release: Any
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, treated_as_child=True, place_name="แม่สาย", narrative="seen")
    release(child, "kh-moi")
    told = client_of(cast.coordinator_kh).get(of(child)).json()
    assert set(told["withheld"]) == {"names", "identifiers", *SUSPECT.personal}
    assert all(told[name] is None for name in told["withheld"])
    assert thai.get(of(child)).json()["withheld"] == []


def test_a_hidden_syndicate_is_null(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, thai: Client, release: Any
) -> None:
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th)
        member = log("suspects", cast.officer_th, syndicate=group)
    release(member, "kh-moi")
    assert client_of(cast.coordinator_kh).get(of(member)).json()["syndicate"] is None
    assert thai.get(of(member)).json()["syndicate"] == str(group.pk)


def test_a_figure_is_told_with_all_its_digits(cast: SimpleNamespace, thai: Client) -> None:
    body = {"asset_class": "crypto_wallet", "amount": "0.123456789012345678", "currency": "BTC"}
    told = post(thai, "/api/v1/seized-assets/", body).json()
    assert (told["amount"], told["usd_rate"]) == ("0.123456789012345678", None)
    refused: list[Any] = ["1,000", "NaN", "1e50", "-", {}]
    for amount in refused:
        assert post(thai, "/api/v1/seized-assets/", body | {"amount": amount}).status_code == 400, amount


@pytest.mark.parametrize("address", ["", "steps/arrest/", "verify/", "release/", "recall/"])
def test_hidden_missing_and_meaningless_ids_answer_alike(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, address: str
) -> None:
    khmer = client_of(cast.coordinator_kh)
    answers = set()
    for key in (str(suspect.pk), NOWHERE, "nothing", "0"):
        where = f"{SUSPECTS}{key}/{address}"
        answer = post(khmer, where, {"on": "2024-10-01"}) if address else khmer.get(where)
        answers.add((answer.status_code, answer.content))
    assert answers == {(404, b'{"detail":"Not found."}')}


def test_attempts_are_in_the_trail(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client_of(cast.coordinator_kh).get(of(suspect))
    post(client_of(cast.director), SUSPECTS, NAMED)
    hidden, refused = AuditEntry.objects.filter(verb="denied").order_by("at")
    assert (hidden.target_id, hidden.channel) == (suspect.pk, "api")
    assert (refused.actor_id, refused.details["attempted"]) == (cast.director.pk, "open suspects")


def test_reading_is_in_the_trail(thai: Client, suspect: Any) -> None:
    thai.get(SUSPECTS)
    thai.get(of(suspect))
    listed, read = AuditEntry.objects.filter(channel="api").order_by("at")
    assert (listed.verb, listed.details["shown"]) == ("listed", [str(suspect.pk)])
    assert (read.verb, read.target_id) == ("read", suspect.pk)


def test_who_has_not_signed_in_is_asked_to(suspect: Any) -> None:
    for address in (SUSPECTS, of(suspect), "/api/v1/", "/api/v1/schema/"):
        assert Client().get(address).status_code == 401, address
    assert post(Client(), SUSPECTS, NAMED).status_code == 401


def test_a_browser_session_writes_only_with_its_token(cast: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.coordinator_th, backend="operation.people.backends.AccountBackend")
    assert strict.get(SUSPECTS).status_code == 200
    assert post(strict, SUSPECTS, NAMED).status_code == 403


def test_the_index_and_the_schema_name_every_list(thai: Client) -> None:
    index = thai.get("/api/v1/").json()
    assert {"syndicates", "suspects", "rescued-laborers", "seized-assets", "returns", "schema"} <= set(index)
    schema = thai.get("/api/v1/schema/").json()
    listed = schema["paths"]["/api/v1/suspects/"]["get"]
    assert {one["name"] for one in listed["parameters"]} >= {"id", "q", "status", "tier", "cursor", "arrested_on_from"}
    answer = listed["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert set(schema["components"]["schemas"][answer]["properties"]) == {"results", "next"}
    step = schema["paths"]["/api/v1/suspects/{id}/steps/{name}/"]["post"]
    assert step["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/SuspectStepRequest")


def test_the_schema_is_made_without_a_warning() -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=StringIO(), stderr=StringIO())


def test_the_schema_tells_what_a_new_record_may_be(thai: Client) -> None:
    told = thai.get("/api/v1/schema/").json()["components"]["schemas"]
    fields = {name: set(told[name]["properties"]) for name in ("Suspect", "SuspectLogged", "Likeness")}
    assert fields["SuspectLogged"] - fields["Suspect"] == {"possible_duplicates"}
    assert fields["Likeness"] == {"id", "reference", "reasons"}


def test_no_other_address_below_answers(thai: Client) -> None:
    assert thai.get("/api/v1/nothing/").json() == {"detail": "Not found."}


def test_a_date_of_birth_is_changed_and_sent_back_as_it_was_read(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, born_on=parse("1967-3"))
    read = thai.get(of(record)).json()["born_on"]
    assert read == {"text": "1967-3", "calendar": "gregorian", "date": "1967-03-01", "precision": "month"}
    buddhist = {"text": "2510", "calendar": "buddhist"}
    for sent, version, then in (({"text": "1967-3"}, 1, 1), (buddhist, 1, 2), (None, 2, 3)):
        answer = patch(thai, record, version=version, born_on=sent)
        assert (answer.status_code, answer.json()["version"]) == (200, then)
    assert kept(cast.coordinator_th).born_on is None


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"born_on": {"calendar": "buddhist"}}, "born_on", '"text": ["This field is required."]'),
        ({"event_date": {}}, "event_date", '"text": ["This field is required."]'),
        ({"names": [{"kind": "alias"}]}, "names", '"text": ["This field is required."]'),
        ({"identifiers": [{"text": "081 234 5678"}]}, "identifiers", '"kind": ["This field is required."]'),
    ],
)
def test_what_a_change_sends_of_a_part_is_whole(
    thai: Client, suspect: Any, sent: dict[str, Any], field: str, says: str
) -> None:
    answer = patch(thai, suspect, version=1, **sent)
    assert answer.status_code == 400
    assert says in json.dumps(answer.json()[field])
