"""The graph, checked against FollowTheMoney's own model."""

from types import SimpleNamespace
from typing import Any

import pytest
from followthemoney import model
from followthemoney.exc import InvalidData

from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.exporting.entities import entity
from operation.cases.links.actions import LinkDetails, LinkDraft, link_records
from operation.cases.links.models import End
from operation.cases.registry import all_types
from operation.kernel.dates import Calendar, parse
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.operation.cases.conftest import Release
from tests.operation.cases.exporting.conftest import As, Take, lines_in, records_in

ASSETS = {
    "bank_account": ("BankAccount", "account", "accountNumber"),
    "crypto_wallet": ("CryptoWallet", "wallet", "cryptoAddress"),
    "vehicle": ("Vehicle", "plate", "registrationNumber"),
    "vessel": ("Vessel", "plate", "registrationNumber"),
    "real_estate": ("RealEstate", "plate", "registrationNumber"),
    "cash": ("Asset", "", ""),
}


def validated(lines: list[Any]) -> dict[str, dict[str, Any]]:
    """Entities by id: the model takes each, misses nothing in it, and loses nothing of it."""
    for line in lines:
        schema = model.get(line["schema"])
        assert schema is not None, line["schema"]
        assert not schema.validate(line)
        assert set(schema.required) <= set(line["properties"])
        proxy = model.get_proxy(line, cleaned=False)
        told = {name: set(texts) for name, texts in line["properties"].items()}
        assert {name: set(proxy.get(name)) for name in told} == told
    return {line["id"]: line for line in lines}


def one(lines: list[dict[str, Any]], schema: str) -> dict[str, Any]:
    return next(line for line in lines if line["schema"] == schema)


def test_the_checks_own_check() -> None:
    for wrong in ({}, {"name": ["x"], "birthDate": ["yesterday"]}, {"name": ["x"], "shoeSize": ["43"]}):
        with pytest.raises((AssertionError, InvalidData)):
            validated([entity("x", "Person", **wrong)])


def test_persons_groups_places_and_what_ties_them(cast: SimpleNamespace, as_: As, take: Take) -> None:
    names = (NameDraft("李示例", romanisation="Li Shili"), NameDraft("Cat", kind="nickname"))
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th)
        person = log(
            "suspects",
            cast.officer_th,
            names=names,
            syndicate=group,
            syndicate_role="recruiter",
            sex="female",
            nationalities=["CN", "MM"],
            place_name="แม่สาย",
            place_country="TH",
            place_subdivision="TH-57",
            event_date="2024-11",
        )
    lines = lines_in(take(cast.officer_th, "suspects", "ftm"))
    by_id = validated(lines)
    told = by_id[str(person.pk)]["properties"]
    assert told["name"] == ["李示例"]
    assert told["alias"] == ["Li Shili"]
    assert told["weakAlias"] == ["Cat"]
    assert (told["gender"], told["nationality"]) == (["female"], ["cn", "mm"])
    assert any(person.reference in note for note in told["notes"])
    assert any("TLP:AMBER · H1" in note for note in told["notes"])
    membership = one(lines, "Membership")["properties"]
    assert (membership["member"], membership["organization"]) == ([str(person.pk)], [str(group.pk)])
    assert by_id[str(group.pk)]["properties"]["name"] == [group.reference]
    place = one(lines, "Address")
    assert place["properties"]["full"] == ["แม่สาย"]
    link = one(lines, "UnknownLink")["properties"]
    assert (link["subject"], link["object"], link["date"]) == ([str(person.pk)], [place["id"]], ["2024-11"])


@pytest.mark.parametrize("asset_class", ASSETS)
def test_assets_by_their_class(cast: SimpleNamespace, as_: As, take: Take, asset_class: str) -> None:
    schema, kind, property_ = ASSETS[asset_class]
    with as_(cast.officer_th):
        asset = log(
            "seized-assets",
            cast.officer_th,
            asset_class=asset_class,
            identifiers=(IdentifierDraft(kind, "KK1234567"),) if kind else (),
            amount="1250000.50",
            currency="THB",
        )
    told = validated(lines_in(take(cast.officer_th, "seized-assets", "ftm")))[str(asset.pk)]
    assert told["schema"] == schema
    assert told["properties"]["amount"] == ["1250000.5"]
    assert told["properties"].get(property_) == (["KK1234567"] if property_ else None)


def linked(cast: SimpleNamespace, kind: str, subject: Any, object_: Any, **details: Any) -> None:
    draft = LinkDraft(kind, End.of(subject), End.of(object_), LinkDetails(**details))
    link_records(principal=principal_of(cast.coordinator_th), drafts=[draft])


def test_links_as_the_model_calls_them(cast: SimpleNamespace, as_: As, take: Take) -> None:
    by = cast.coordinator_th
    with as_(by):
        group = log("syndicates", by)
        boss, brother = log("suspects", by), log("suspects", by)
        car, wallet = (log("seized-assets", by, asset_class=one) for one in ("vehicle", "crypto_wallet"))
        linked(cast, "member", boss, group, role="recruiter", confidence="probable")
        linked(cast, "relative", boss, brother)
        linked(cast, "owns", boss, car)
        linked(cast, "owns", boss, wallet)
        linked(cast, "used", boss, car)
    lines = lines_in(take(by, "suspects", "ftm"))
    by_id = validated(lines)
    edges = {key: line for key, line in by_id.items() if key.startswith("link-")}
    assert sorted(line["schema"] for line in edges.values()) == [
        "Family",
        "Membership",
        "Ownership",
        "UnknownLink",
        "UnknownLink",
    ]
    membership = one(lines, "Membership")["properties"]
    assert (membership["role"], membership["organization"]) == (["recruiter"], [str(group.pk)])
    assert "probable" in membership["description"]
    assert one(lines, "Ownership")["properties"]["asset"] == [str(car.pk)]
    assert by_id[str(car.pk)]["properties"]["name"] == [car.reference]
    assert len(lines) == len(by_id)


def test_a_link_to_what_does_not_leave_is_not_told(
    cast: SimpleNamespace, as_: As, take: Take, release: Release
) -> None:
    by = cast.coordinator_th
    with as_(by):
        person, hidden = log("suspects", by), log("suspects", by)
        child = log("suspects", by, treated_as_child=True)
        red = log("syndicates", by, tlp="red")
        for kind, other in (("relative", hidden), ("relative", child), ("member", red)):
            linked(cast, kind, person, other)
    release(person, "kh-moi")
    told = take(cast.officer_kh, "suspects", "ftm").content.decode()
    assert person.reference in told
    for other in (hidden, child, red):
        assert str(other.pk) not in told
    told = take(by, "suspects", "ftm").content.decode()
    assert str(hidden.pk) in told
    for other in (child, red):
        assert str(other.pk) not in told


def test_two_who_use_one_account_meet_in_it(cast: SimpleNamespace, as_: As, take: Take) -> None:
    account = IdentifierDraft("account", "123-4-56789-0", issuer="Sample Bank")
    with as_(cast.officer_th):
        numbers = (IdentifierDraft("phone", "081 234 5678"), IdentifierDraft("passport", "AA1234567"), account)
        first = log("suspects", cast.officer_th, identifiers=numbers)
        second = log(
            "suspects", cast.officer_th, identifiers=(account, IdentifierDraft("handle", "@cat", issuer="Line"))
        )
    lines = lines_in(take(cast.officer_th, "suspects", "ftm"))
    by_id = validated(lines)
    told = by_id[str(first.pk)]["properties"]
    assert told["phone"] == ["+66812345678"]
    assert told["passportNumber"] == ["AA1234567"]
    found = one(lines, "BankAccount")
    assert found["properties"]["bankName"] == ["Sample Bank"]
    users = {line["properties"]["subject"][0] for line in lines if line["properties"].get("object") == [found["id"]]}
    assert users == {str(first.pk), str(second.pk)}
    assert one(lines, "UserAccount")["properties"]["service"] == ["Line"]


def test_everything_that_types_declare_is_in_the_model() -> None:
    for known in all_types():
        if known.interchange is None:
            continue
        for schema in (known.interchange.schema, *known.interchange.chosen.values()):
            found = model.get(schema.name)
            assert found is not None
            assert set(schema.properties.values()) <= set(found.properties)
        for tie in known.interchange.ties:
            edge = model.get(tie.schema)
            assert edge is not None
            assert {tie.source, tie.target} <= set(edge.properties)


def test_secrets_of_the_model_never_leave() -> None:
    for secret in ("privateKey", "password"):
        assert entity("x", "CryptoWallet", **{secret: ["5J…"]})["properties"] == {}


def test_types_without_a_declaration_are_known() -> None:
    """Victims never leave this way; firearms have no schema; figures of activities and losses are no entities."""
    told = {known.slug for known in all_types() if known.interchange}
    assert told == {"syndicates", "sites", "suspects", "seized-assets", "intelligence-reports"}


@pytest.mark.parametrize(("born", "told"), [("2510", "1967"), ("2510-3", "1967-03"), ("2510-03-02", "1967-03-02")])
def test_a_date_of_birth_is_no_finer_than_it_is_known(
    cast: SimpleNamespace, as_: As, take: Take, born: str, told: str
) -> None:
    with as_(cast.officer_th):
        person = log("suspects", cast.officer_th, born_on=parse(born, Calendar.BUDDHIST))
    entities = validated(lines_in(take(cast.officer_th, "suspects", "ftm")))
    assert entities[str(person.pk)]["properties"]["birthDate"] == [told]
    file = records_in(take(cast.officer_th, "suspects", "json"))
    assert (file[0]["born_on"]["text"], file[0]["born_on"]["calendar"]) == (born, "buddhist")


def test_a_report_is_a_note(cast: SimpleNamespace, as_: As, take: Take) -> None:
    """Its title, its text, its grade in no property of its own: the marking stands beside it, as of every entity."""
    with as_(cast.officer_th):
        report = log("intelligence-reports", cast.officer_th, title="SIM boxes", narrative="Forty boxes were moved.")
    lines = lines_in(take(cast.officer_th, "intelligence-reports", "ftm"))
    note = validated(lines)[str(report.pk)]
    assert note["schema"] == "Note"
    assert note["properties"]["name"] == ["SIM boxes"]
    assert note["properties"]["description"] == ["Forty boxes were moved."]
    assert any("H1" in text for text in note["properties"]["notes"])
