"""The page of border and prevention: places, reach and removals, each as far as its reader may see what is behind."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.access.handling import TLP
from operation.cases.base import CaseRecord
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.models import End
from operation.cases.sharing import release_records
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.dashboards.maps.outlines import outlines
from tests.factories import removals
from tests.factories.records import log, log_many, ready
from tests.factories.returns import noon, verified
from tests.reporting.dashboards.reading_pages import page, rows, section, words

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
HERE = "16.7012, 98.5021"


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def site(by: User, **values: Any) -> CaseRecord:
    return log("sites", by, **{"place_country": "MM", "coordinates": HERE} | values)


def released(record: CaseRecord, by: User, *to: User) -> None:
    organisations = [user.organisation for user in to if user.organisation]
    release_records(principal=principal_of(by), records=[ready(record, by)], to=organisations, purpose="joint inquiry")


def test_a_position_is_shown_to_who_may_open_the_record(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        own, told = site(cast.coordinator_th), site(cast.coordinator_th, coordinates="13.66, 102.55")
        released(told, cast.coordinator_th, cast.officer_kh, cast.director)
    thailand = section(page(client_of(cast.officer_th), "border/"), "map")
    assert f'href="/records/sites/{own.pk}/"' in thailand
    assert own.reference in thailand
    assert rows(page(client_of(cast.officer_th), "border/"), "map")["16.70, 98.50"][0] == "MM"
    for reader in (cast.officer_kh, cast.director):
        text = page(client_of(reader), "border/")
        assert told.reference in section(text, "map")
        for secret in (own.reference, str(own.pk), "16.70"):
            assert secret not in text
    nothing = section(page(client_of(cast.officer_vn), "border/"), "map")
    assert "No record with a position that you may see." in nothing


@pytest.mark.parametrize("mark", [{"tlp": TLP.RED}, {"handling_code": "H3", "handling_text": "ask first"}])
def test_red_and_unconfirmed_records_are_not_on_the_map(
    mark: dict[str, Any], cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.coordinator_th):
        hidden = site(cast.coordinator_th, **mark)
        if "handling_text" in mark:
            released(hidden, cast.coordinator_th, cast.officer_kh)
    for reader in (cast.officer_th, cast.officer_kh) if mark.get("tlp") else (cast.officer_kh,):
        text = page(client_of(reader), "border/")
        assert hidden.reference not in text
        assert "1 record that you may see" not in text


def test_what_is_done_at_a_crossing_stands_there_in_whatever_words(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.coordinator_th):
        for text in ("Mae Sot, 2nd Friendship Bridge", "mae sot–Myawaddy", "an unnamed ford"):
            log("border-activities", cast.coordinator_th, border_crossing=text)
    text = page(client_of(cast.officer_th), "border/")
    assert rows(text, "map")["Mae Sot – Myawaddy"][1] == "2"
    assert "1 record that you may see has no position." in text


def test_lmlecc_reads_numbers_by_area_and_no_name(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        hidden = log_many("sites", cast.coordinator_th, 3, place_country="MM", place_subdivision="MM-13")
    text = page(client_of(cast.director), "border/")
    assert rows(text, "map")["MM Myanmar"] == ["MM-13", "Sites", "3", "3 suspected"]
    assert "3 sites" in section(text, "map")
    assert not any(record.reference in text for record in hidden)
    assert "MM-13" not in page(client_of(cast.coordinator_kh), "border/")


def test_a_period_and_a_country_narrow_the_map(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        early = site(cast.coordinator_th, event_date="2024-09-10")
        late = site(cast.coordinator_th, event_date="2024-11-05", coordinates="13.66, 102.55", place_country="KH")
    client = client_of(cast.officer_th)
    for query, there, gone in (("last=2024-W40", early, late), ("first=2024-W41", late, early)):
        text = page(client, f"border/?{query}")
        assert there.reference in text
        assert gone.reference not in text
    assert early.reference not in page(client, "border/?country=KH")


def test_reach_counts_what_the_reader_sees(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    thai = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        group = log("syndicates", cast.coordinator_th, place_country="TH", is_main_target=True)
        place = site(cast.coordinator_th, place_country="KH", coordinates="")
        link_records(principal=thai, drafts=[LinkDraft("controls", End.of(group), End.of(place))])
        released(group, cast.coordinator_th, cast.director)
    own = page(client_of(cast.officer_th), "border/")
    found = rows(own, "reach")
    assert next(cells for head, cells in found.items() if group.reference in head)[1] == "KH TH"
    assert found["KH – TH"][0] == "1"
    lmlecc = rows(page(client_of(cast.director), "border/"), "reach")
    assert next(cells for head, cells in lmlecc.items() if group.reference in head)[1] == "TH"
    assert "KH – TH" not in lmlecc
    assert group.reference not in page(client_of(cast.officer_kh), "border/")


def test_removals_are_counted_on_their_way(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removals.received(cast)
    removals.sent(cast, persons=2)
    verified(cast.coordinator_vn, cast.desk_supervision, "2024-10-15", {"F02": 4})
    for reader in (cast.director, cast.coordinator_kh, cast.coordinator_vn):
        found = rows(page(client_of(reader), "border/"), "flows")["VN Viet Nam"]
        assert found[0] == "1 +2"
        assert found[6] == "1"
    assert rows(page(client_of(cast.director), "border/"), "flows")["VN Viet Nam"][7] == "5"
    others = section(page(client_of(cast.coordinator_th), "border/"), "flows")
    assert "0 persons arrived" in words(others)
    assert "/exchange/removals/?country" not in others
    assert "0 persons arrived" in words(section(page(client_of(cast.director), "border/?last=2024-W40"), "flows"))


def test_borders_are_no_statement_and_none_is_brought_along(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = section(page(client_of(cast.officer_th), "border/"), "map")
    assert "no statement on the status of any territory" in text
    assert "map__outline" not in text


def test_outlines_of_the_operators_choice(
    cast: SimpleNamespace, client_of: ClientOf, settings: Any, tmp_path: Path
) -> None:
    file = tmp_path / "outlines.geojson"
    shape = {"type": "Polygon", "coordinates": [[[100, 10], [101, 10], [101, 11], [100, 10]]]}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape}]}))
    settings.MAP_OUTLINES = str(file)
    assert '<path class="map__outline" d="M249 ' in page(client_of(cast.officer_th), "border/")
    for wrong in ("missing.json", "broken.json"):
        (tmp_path / "broken.json").write_text('{"type": "Polygon"}')
        settings.MAP_OUTLINES = str(tmp_path / wrong)
        with pytest.raises(ImproperlyConfigured, match="leave the setting empty"):
            outlines()


def test_it_is_light_and_costs_the_same_however_much_there_is(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    client, costs = client_of(cast.coordinator_th), []
    for count in (1, 60):
        with as_(cast.coordinator_th):
            for number in range(count):
                site(cast.coordinator_th, coordinates=f"{10 + number / 5:.1f}, {95 + number / 5:.1f}")
            log_many("syndicates", cast.coordinator_th, count, place_country="TH")
            log_many("border-activities", cast.coordinator_th, count, border_crossing="Poipet")
        with CaptureQueriesContext(connection) as queries:
            text = page(client, "border/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    for cut_off in ("The newest records alone; the lists have all.", "and 31 more"):
        assert cut_off in text
    assert len(text) < 150_000
