"""Bad input, whoever sends it: refused with field, value and way out; nothing is half-saved."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.drafts import NameDraft
from operation.cases.facts import CaseFact
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from operation.kernel import clock
from operation.kernel.dates import Calendar, PartialDate, parse, restored
from operation.kernel.errors import Refused
from operation.people.models import User
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
TOMORROW = clock.today() + timedelta(days=1)

BAD = [
    ("suspects", {"event_date": TOMORROW.isoformat()}, "event_date", "is in the future"),
    ("suspects", {"born_on": TOMORROW}, "born_on", "is in the future"),
    ("suspects", {"tier": "boss"}, "tier", "boss"),
    ("suspects", {"sex": "x"}, "sex", "x"),
    ("suspects", {"nationalities": ["XX"]}, "nationalities", "XX"),
    ("suspects", {"offences": ["0000"]}, "offences", "0000"),
    ("suspects", {"tlp": "pink"}, "tlp", "pink"),
    ("suspects", {"handling_code": "H9"}, "handling_code", "H9"),
    ("suspects", {"handling_code": "H3"}, "handling_text", "H3 needs words"),
    ("suspects", {"attribution": "luck"}, "attribution", "luck"),
    ("suspects", {"place_country": "ZZ"}, "place_country", "ZZ"),
    ("suspects", {"place_subdivision": "Rai"}, "place_subdivision", "«Rai» is not an ISO 3166-2 division"),
    ("suspects", {"place_country": "TH", "place_subdivision": "KH-12"}, "place_subdivision", "«KH-12»"),
    ("suspects", {"national_reference": "x" * 61}, "national_reference", "at most 60 characters"),
    ("seized-assets", {"asset_class": "yacht"}, "asset_class", "yacht"),
    ("seized-assets", {"amount": Decimal(5)}, "currency", "needs its currency"),
    ("seized-assets", {"amount": Decimal(5), "currency": "ABC"}, "currency", "«ABC» is no currency"),
    ("seized-assets", {"amount": Decimal(5), "currency": "THB", "usd_rate": Decimal("0.03")}, "rate_source", "source"),
    ("seized-assets", {"amount": Decimal("1e39"), "currency": "USD"}, "amount", "digits"),
    ("seized-assets", {"quantity": -1}, "quantity", "0"),
    ("rescued-laborers", {"age_band": "old"}, "age_band", "old"),
    ("rescued-laborers", {"needs": ["yacht"]}, "needs", "yacht"),
    ("syndicates", {"fraud_types": ["luck"]}, "fraud_types", "luck"),
]


@pytest.mark.parametrize(("slug", "values", "field", "says"), BAD)
def test_bad_input_is_refused_by_field(
    cast: SimpleNamespace, as_: As, slug: str, values: dict[str, Any], field: str, says: str
) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused) as refused:
            log(slug, cast.officer_th, **values)
        assert says in " ".join(refused.value.message_dict[field])
        assert not CaseFact.objects.exists()


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ((), "at least one name"),
        ((NameDraft("  "),), "at least one name"),
        ((NameDraft("อนันต์"), NameDraft(" ")), "A name is empty"),
        ((NameDraft("x" * 161),), "is longer than 160 letters"),
        ((NameDraft("อนันต์", honorific="x" * 21),), "is longer than 20 letters"),
    ],
)
def test_a_suspect_has_a_name(cast: SimpleNamespace, as_: As, names: tuple[NameDraft, ...], says: str) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match=says):
        log("suspects", cast.officer_th, names=names)


def test_a_rescued_laborer_has_none(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="keeps no names"):
        log("rescued-laborers", cast.officer_th, names=(NameDraft("อนันต์"),))


def test_a_case_number_is_given_once(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, national_reference="TH-1")
        with pytest.raises(Refused, match="the case number «TH-1»"):
            log("suspects", cast.officer_th, national_reference="TH-1")
        with pytest.raises(Refused, match="«TH-2»"):
            log_many("suspects", cast.officer_th, 2, national_reference="TH-2")
    with as_(cast.officer_kh):
        assert log("suspects", cast.officer_kh, national_reference="TH-1").national_reference == "TH-1"


def test_one_bad_record_keeps_the_whole_set_out(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused):
            log_many("suspects", cast.officer_th, 3, handling_code="H3")
        assert not Suspect.objects.exists()


@pytest.mark.parametrize(
    ("born_on", "child"),
    [
        (parse(f"{clock.today().year - 17}-01-01"), True),
        (parse(f"{clock.today().year - 18}"), clock.today() < date(clock.today().year, 12, 31)),
        (parse(f"{clock.today().year - 19}"), False),
        (parse("2004-02-29"), False),
        (parse("2530-03", Calendar.BUDDHIST), False),
        (None, False),
    ],
)
def test_whoever_is_under_18_is_treated_as_a_child(
    cast: SimpleNamespace, as_: As, born_on: PartialDate | None, child: bool
) -> None:
    with as_(cast.officer_th):
        assert log("suspects", cast.officer_th, born_on=born_on).treated_as_child is child  # type: ignore[attr-defined]


@pytest.mark.parametrize("kept", ["1967-03-02", "1967-03", "1967", "1967=2510", "1967-03-02=๒๕๑๐-๓-๒"])
def test_a_date_of_birth_is_kept_as_it_was_written(cast: SimpleNamespace, as_: As, kept: str) -> None:
    with as_(cast.officer_th):
        for slug in ("suspects", "rescue-appeals"):
            record: Any = log(slug, cast.officer_th, born_on=restored(kept))
            found = type(record).objects.filter(born_on=restored(kept)).get()
            assert found.born_on == found.events.get().born_on == restored(kept)


def test_a_disputed_age_stays_as_it_was_entered(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, born_on=parse("1987-03-14"), treated_as_child=True)
    assert record.treated_as_child  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "usd"),
    [
        ({"amount": Decimal("1000"), "currency": "usd"}, Decimal("1000.00")),
        ({"amount": Decimal("10.25"), "currency": "USD"}, Decimal("10.25")),
        ({"amount": Decimal("1000"), "currency": "THB"}, None),
        (
            {
                "amount": Decimal("1000"),
                "currency": "THB",
                "usd_rate": Decimal("0.0293"),
                "rate_source": "BoT",
                "rate_on": date(2024, 9, 10),
            },
            Decimal("29.30"),
        ),
        (
            {
                "amount": Decimal("0.5"),
                "currency": "BTC",
                "usd_rate": Decimal("58000"),
                "rate_source": "s",
                "rate_on": date(2024, 9, 10),
            },
            Decimal("29000.00"),
        ),
        ({}, None),
    ],
)
def test_a_value_is_converted_at_its_own_rate(
    cast: SimpleNamespace, as_: As, values: dict[str, Any], usd: Decimal | None
) -> None:
    with as_(cast.officer_th):
        log("seized-assets", cast.officer_th, **values)
        assert SeizedAsset.objects.get().usd == usd


def test_a_value_too_large_to_keep_is_refused(cast: SimpleNamespace, as_: As) -> None:
    large: dict[str, Any] = {
        "amount": Decimal("9" * 19),
        "currency": "THB",
        "usd_rate": Decimal("9" * 11),
        "rate_source": "s",
    }
    with as_(cast.officer_th), pytest.raises(Refused, match="larger than can be kept"):
        log("seized-assets", cast.officer_th, **large, rate_on=date(2024, 9, 10))
