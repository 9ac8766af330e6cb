"""The pages and files of the results print of victims in other countries what the shield lets through, and no more."""

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.kernel import clock
from operation.people.models import User
from tests.factories.returns import noon, verified

ClientOf = Callable[[User], Client]
FIRST, SECOND = "2024-09-10", "2024-09-17"
WITHHELD = "withheld"


@pytest.fixture(autouse=True)
def claimed(cast: SimpleNamespace) -> Iterator[None]:
    """Thailand 4 and 41, Viet Nam 62 and 73, the reader's Cambodia 7; of suspects Thailand 6."""
    with clock.at(noon("2025-01-08")):
        verified(cast.coordinator_kh, cast.desk_supervision, FIRST, {"V01": 7})
        verified(cast.coordinator_th, cast.desk_supervision, FIRST, {"V01": 4, "P02": 6})
        verified(cast.coordinator_th, cast.desk_supervision, SECOND, {"V01": 41})
        verified(cast.coordinator_vn, cast.desk_supervision, FIRST, {"V01": 62})
        verified(cast.coordinator_vn, cast.desk_supervision, SECOND, {"V01": 73})
        yield


def sheet(client: Client, name: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"/results/?format=csv&table={name}{query}")
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def column(rows: list[list[str]], code: str) -> dict[str, str]:
    at = next(place for place, head in enumerate(rows[0]) if head.startswith(f"{code} "))
    return {row[0]: row[at] for row in rows[1:]}


def behind(client: Client, country: str, week: str = "") -> tuple[str, list[str]]:
    """The total, and the parts of the figure."""
    text = client.get(f"/results/behind/?indicator=V01&country={country}&week={week}").content.decode()
    total = re.search(r"<dt>Total</dt>\s*<dd>\s*<span[^>]*>(.*?)</span>", text, re.DOTALL)
    assert total
    return total.group(1).strip(), re.findall(r'<td class="num"><a href="[^"]*">([^<]*)</a>', text)


def test_a_member_reads_the_totals_and_not_the_cells(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_kh)
    by_country = column(sheet(client, "countries"), "V01")
    assert (by_country["Cambodia"], by_country["Thailand"], by_country["Viet Nam"]) == ("7", "45", "135")
    assert by_country["Total"] == "187"
    weeks = column(sheet(client, "weeks"), "V01")
    assert (weeks["2024-W37"], weeks["2024-W38"]) == ("73", "114")
    for country, total in (("TH", "45"), ("VN", "135")):
        assert behind(client, country) == (total, [WITHHELD, WITHHELD])
        for week in ("2024-W37", "2024-W38"):
            assert behind(client, country, week)[0] == WITHHELD
    assert behind(client, "KH", "2024-W37")[0] == "7"


def test_sources_and_standings_of_others_are_not_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_kh)
    line = next(row for row in sheet(client, "lines") if row[2] == "V01")
    assert line[3:6] == ["", "", "187"]
    page = client.get("/results/behind/?indicator=V01&country=TH").content.decode()
    assert "From records" not in page
    assert "RTP" not in page.partition('id="changes-title"')[2]


def test_suspects_and_the_own_victims_are_told_however_few(cast: SimpleNamespace, client_of: ClientOf) -> None:
    suspects = column(sheet(client_of(cast.coordinator_kh), "countries"), "P02")
    assert suspects["Thailand"] == "6"
    thailand = client_of(cast.officer_th)
    assert behind(thailand, "TH") == ("45", ["4", "41"])
    assert behind(thailand, "KH") == (WITHHELD, [WITHHELD])


def test_lmlecc_reads_all(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.desk_information)
    for name in ("lines", "countries", "weeks"):
        assert WITHHELD not in str(sheet(client, name))
    assert behind(client, "TH") == ("45", ["4", "41"])


def test_an_earlier_day_opens_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """What hides the 3 of Laos today was printed ten days before."""
    with clock.at(noon("2025-01-20")):
        verified(cast.coordinator_la, cast.desk_supervision, FIRST, {"V01": 3})
        client = client_of(cast.coordinator_kh)
        now, then = (column(sheet(client, "countries", day), "V01") for day in ("", "&as_known=2025-01-10"))
    hidden = {name for name, told in now.items() if told == WITHHELD}
    assert len(hidden) > 1
    assert {then[name] for name in hidden} == {"", WITHHELD}
